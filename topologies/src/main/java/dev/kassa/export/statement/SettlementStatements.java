package dev.kassa.export.statement;

import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.SettlementFact;
import dev.kassa.port.Statements;
import java.io.IOException;
import java.io.OutputStream;

/** Statements as CSV and PDF, the latter in the fonts that the build brings. */
public final class SettlementStatements implements Statements {
    @Override
    public Writing begin(Format format, SettlementFact settlement, MerchantFact merchant, OutputStream out)
            throws IOException {
        return switch (format) {
            case CSV -> new CsvStatement(settlement, out);
            case PDF -> new PdfStatement(settlement, merchant, out);
        };
    }
}
