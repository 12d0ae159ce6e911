package dev.kassa.standalone.replay;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads a file of orders: {@code type,at,order_no,refund_no,amount_minor,currency,customer,country}, {@code at} in Europe/London. */
public final class OrderFile {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final String SAMPLE = "/sample/december-2010.csv";
    private static final List<String> COLUMNS =
            List.of("type", "at", "order_no", "refund_no", "amount_minor", "currency", "customer", "country");

    private OrderFile() {}

    /** @throws OrderFileException where the file cannot be read, or a row of it is not one; it names the line */
    public static List<OrderRow> read(Path file) {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return read(reader, file.toString());
        } catch (NoSuchFileException e) {
            throw new OrderFileException("there is no file " + file, e);
        } catch (IOException e) {
            throw new OrderFileException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** The sample month that comes with Kassa: December 2010 of a UK online retailer, CC0. */
    public static List<OrderRow> sample() {
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(OrderFile.class.getResourceAsStream(SAMPLE)), StandardCharsets.UTF_8)) {
            return read(reader, SAMPLE);
        } catch (IOException e) {
            throw new OrderFileException("cannot read the sample: " + e.getMessage(), e);
        }
    }

    static List<OrderRow> read(Reader reader, String name) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(true)
                .get();
        try (CSVParser parser = format.parse(reader)) {
            if (!parser.getHeaderNames().containsAll(COLUMNS)) {
                throw new OrderFileException(
                        "Expected %s to have the columns %s, but it has %s"
                                .formatted(name, COLUMNS, parser.getHeaderNames()),
                        null);
            }
            List<OrderRow> rows = new ArrayList<>();
            for (CSVRecord record : parser) {
                rows.add(row(record, parser.getCurrentLineNumber(), name));
            }
            return rows;
        }
    }

    private static OrderRow row(CSVRecord record, long line, String name) {
        try {
            return new OrderRow(
                    line,
                    OrderRow.Kind.valueOf(record.get("type").toUpperCase(Locale.ROOT)),
                    instant(record.get("at")),
                    record.get("order_no"),
                    record.get("refund_no"),
                    Long.parseLong(record.get("amount_minor")),
                    record.get("currency"),
                    record.get("customer"),
                    record.get("country"));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new OrderFileException(
                    "line %d of %s is not a row of orders: %s".formatted(line, name, e.getMessage()), e);
        }
    }

    /** An hour that London has twice is taken for the first, one that it skips for an hour later, as java.time does. */
    private static Instant instant(String local) {
        return LocalDateTime.parse(local).atZone(LONDON).toInstant();
    }
}
