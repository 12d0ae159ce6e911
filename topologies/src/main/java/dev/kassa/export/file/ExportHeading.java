package dev.kassa.export.file;

import dev.kassa.export.file.PdfFront.Said;
import java.util.List;

/**
 * What a file says of itself.
 *
 * @param exportId as {@code exp_…}
 * @param merchantId whose rows they are
 * @param merchantName as people write it, in any script
 * @param fromMs rows from this moment on, milliseconds since 1970-01-01T00:00:00Z
 * @param toMs rows before this moment
 * @param position the position in the log that the rows were taken at, a part for each partition, as {@code 0:17,1:4}
 * @param madeAtMs when the export was begun
 */
public record ExportHeading(
        String exportId,
        String merchantId,
        String merchantName,
        long fromMs,
        long toMs,
        String position,
        long madeAtMs) {
    /** As a PDF says it. */
    PdfFront front(String title) {
        return new PdfFront(
                title,
                merchantName,
                List.of(
                        new Said("Merchant", merchantId),
                        new Said("Period", second(fromMs) + " to " + second(toMs) + " UTC (not included)"),
                        new Said("Made at", second(madeAtMs) + " UTC"),
                        new Said("Export", exportId),
                        new Said("Log position", position)),
                List.of(),
                "",
                title + " · " + merchantId + " · " + exportId);
    }

    private static String second(long epochMs) {
        return new Times().toTheSecond(epochMs);
    }
}
