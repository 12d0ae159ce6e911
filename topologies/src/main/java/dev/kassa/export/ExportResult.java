package dev.kassa.export;

import dev.kassa.export.file.ControlTotals;

/**
 * A file that is whole and published.
 *
 * @param totals as they stand at its end
 * @param sha256 64 hexadecimal digits
 * @param position journal entries of each partition that it was taken at, as {@code 0:17,1:4}
 * @param file its name in the store of files
 */
public record ExportResult(
        ControlTotals totals, String sha256, long sizeBytes, String position, String file, String contentType) {}
