package dev.kassa.query;

import dev.kassa.schema.Ids;
import org.jspecify.annotations.Nullable;

/**
 * What is left to walk of a list that is ordered by a time and, within it, by id.
 *
 * @param prefix of the ids
 * @param fromMs at or after
 * @param beforeMs before; at this moment itself, only ids before {@code beforeId}
 * @param beforeId empty: none of this moment
 */
record ListSpan(String prefix, long fromMs, long beforeMs, String beforeId) {
    private static final long TIME_MAX_MS = (1L << 48) - 1;

    /** @param cursor where the page before ended; null: this is the first */
    static ListSpan of(String prefix, long fromMs, long toMs, @Nullable Cursor cursor) {
        boolean begun = cursor != null && cursor.atMs() < toMs;
        return new ListSpan(
                prefix,
                Math.max(0, fromMs),
                begun && cursor != null ? cursor.atMs() : toMs,
                begun && cursor != null ? cursor.id() : "");
    }

    boolean holds(long atMs, String id) {
        return atMs >= fromMs && (atMs < beforeMs || (atMs == beforeMs && id.compareTo(beforeId) < 0));
    }

    /** The smallest id of what was created within. */
    String createdFrom() {
        return lowestId(fromMs);
    }

    /** The end of the ids of what was created within. */
    String createdBefore() {
        String lowest = lowestId(beforeMs);
        if (beforeId.compareTo(lowest) <= 0) {
            return lowest;
        }
        String next = lowestId(beforeMs + 1);
        return beforeId.compareTo(next) < 0 ? beforeId : next;
    }

    private String lowestId(long timeMs) {
        return Ids.lowest(prefix, Math.clamp(timeMs, 0, TIME_MAX_MS));
    }
}
