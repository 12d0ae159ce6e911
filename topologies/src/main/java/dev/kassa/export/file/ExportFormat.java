package dev.kassa.export.file;

import java.io.IOException;
import java.io.OutputStream;

/** The formats that there are. */
public enum ExportFormat {
    /** RFC 4180, UTF-8. */
    CSV("csv", "text/csv; charset=utf-8; header=present"),
    /** Office Open XML, for spreadsheets. */
    XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    /** Pages to read and print. */
    PDF("pdf", "application/pdf");

    private final String extension;
    private final String contentType;

    ExportFormat(String extension, String contentType) {
        this.extension = extension;
        this.contentType = contentType;
    }

    /** Of a file's name, without the dot; also how the API names the format. */
    public String extension() {
        return extension;
    }

    public String contentType() {
        return contentType;
    }

    /** Begins a file, in the fonts that the build brings where it has any. */
    public TableWriter writer(OutputStream out, Table table, ExportHeading heading) throws IOException {
        return writer(out, table, heading, PdfFonts.standard());
    }

    /**
     * Begins a file.
     *
     * @param out buffered or not; it is written in large pieces, and not closed
     */
    public TableWriter writer(OutputStream out, Table table, ExportHeading heading, PdfFonts fonts) throws IOException {
        return switch (this) {
            case CSV -> new CsvWriter(out, table, heading);
            case XLSX -> new XlsxWriter(out, table, heading);
            case PDF -> new PdfTableWriter(out, table, heading.front(table.title()), fonts);
        };
    }
}
