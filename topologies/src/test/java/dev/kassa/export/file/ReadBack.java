package dev.kassa.export.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.export.file.ControlTotals.Total;
import dev.kassa.schema.Currencies;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

/** Reads files with other code than wrote them. */
public final class ReadBack {
    private ReadBack() {}

    public static List<CSVRecord> csv(byte[] file) throws IOException {
        try (StringReader text = new StringReader(new String(file, UTF_8))) {
            return CSVFormat.RFC4180.parse(text).getRecords();
        }
    }

    /** As a reader that is told of comments sees it. */
    static List<CSVRecord> csvWithoutMarks(byte[] file) throws IOException {
        try (StringReader text = new StringReader(new String(file, UTF_8))) {
            return CSVFormat.RFC4180
                    .builder()
                    .setCommentMarker('#')
                    .get()
                    .parse(text)
                    .getRecords();
        }
    }

    static ControlTotals csvTotals(byte[] file) throws IOException {
        long rows = -1;
        List<Total> totals = new ArrayList<>();
        for (CSVRecord line : csv(file)) {
            String[] words = line.get(0).split(" ");
            if (words[0].equals("#rows")) {
                rows = Long.parseLong(words[1]);
            } else if (words[0].equals("#total")) {
                totals.add(total(words[1], words[2], words[3], words[4]));
            }
        }
        return new ControlTotals(rows, totals);
    }

    /** The rows of each sheet. */
    static List<List<Row>> xlsx(byte[] file) throws IOException {
        List<List<Row>> sheets = new ArrayList<>();
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(file))) {
            for (Sheet sheet : workbook.getSheets().toList()) {
                sheets.add(sheet.read());
            }
        }
        return sheets;
    }

    static ControlTotals xlsxTotals(byte[] file) throws IOException {
        long rows = -1;
        List<Total> totals = new ArrayList<>();
        boolean inTotals = false;
        for (Row row : xlsx(file).getLast()) {
            String first = row.getCellText(0);
            if (inTotals) {
                totals.add(
                        total(first, row.getCellText(1), row.getCellRawValue(2).orElseThrow(), raw(row, 3)));
            } else if (first.equals("rows")) {
                rows = Long.parseLong(row.getCellRawValue(1).orElseThrow());
            } else if (first.equals("column")) {
                inTotals = true;
            }
        }
        return new ControlTotals(rows, totals);
    }

    /** What the file holds, digit by digit. */
    static String raw(Row row, int column) {
        return row.getCell(column).getRawValue() == null
                ? row.getCellText(column)
                : row.getCell(column).getRawValue();
    }

    public static List<String> pdf(byte[] file) throws IOException {
        List<String> pages = new ArrayList<>();
        try (PdfReader reader = new PdfReader(file)) {
            PdfTextExtractor extractor = new PdfTextExtractor(reader);
            for (int page = 1; page <= reader.getNumberOfPages(); page++) {
                pages.add(extractor.getTextFromPage(page).replace('\u00a0', ' '));
            }
        }
        return pages;
    }

    private static Total total(String column, String currency, String count, String sum) {
        return new Total(
                column,
                currency,
                Long.parseLong(count),
                new BigDecimal(sum)
                        .movePointRight(Currencies.exponent(currency))
                        .longValueExact());
    }

    static Stream<String> lines(List<String> pages) {
        return pages.stream().flatMap(String::lines);
    }
}
