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
 * @param trend of trends; null: of anything else. Their two times are midnights in UTC, which stand for business dates
 */
public record ExportOrder(
        @Nullable String merchantId,
        String merchantName,
        ExportKind kind,
        ExportFormat format,
        @Nullable Long fromMs,
        @Nullable Long toMs,
        boolean byBusinessTime,
        String requestedBy,
        @Nullable TrendOrder trend) {
    public ExportOrder {
        if ((kind == ExportKind.TRENDS) != (trend != null)) {
            throw new IllegalArgumentException("trends, and nothing else, are told by periods: " + kind.word());
        }
    }

    /** What tells it from another order of the same scope. Names and askers do not. */
    public String canonical() {
        String order = kind.word() + '|' + format.extension() + '|' + fromMs + '|' + toMs + '|' + byBusinessTime;
        return trend == null ? order : order + '|' + trend.canonical();
    }
}
