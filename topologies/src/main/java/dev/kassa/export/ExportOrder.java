package dev.kassa.export;

import dev.kassa.export.file.ExportFormat;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for. Never changes.
 *
 * @param merchantId whose rows; null: those of all merchants
 * @param merchantName for the file's heading
 * @param fromMs rows from this moment on; null: from the first
 * @param toMs rows before this moment; null: to the last
 * @param byBusinessTime whether the two are business times, not processing times
 * @param requestedBy the actor
 */
public record ExportOrder(
        @Nullable String merchantId,
        String merchantName,
        ExportKind kind,
        ExportFormat format,
        @Nullable Long fromMs,
        @Nullable Long toMs,
        boolean byBusinessTime,
        String requestedBy) {
    /** What tells it from another order of the same scope. Names and askers do not. */
    public String canonical() {
        return kind.word() + '|' + format.extension() + '|' + fromMs + '|' + toMs + '|' + byBusinessTime;
    }
}
