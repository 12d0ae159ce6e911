package dev.kassa.query;

/**
 * How many rows lie between two places, without reading them all: the span is cut into strips of one width, in each the first
 * few rows are looked at, and what they leave of the strip is taken to be as dense. Exact where no strip has more than these.
 */
final class RowEstimate {
    /** More would hold the views back noticeably, as nothing is applied meanwhile. */
    private static final int STRIPS = 16;

    private static final int LOOKED_AT = 256;

    private RowEstimate() {}

    /** Looks at the rows from a place on. */
    @FunctionalInterface
    interface Look {
        /** @param most stop after so many, or before the place {@code before} */
        Seen at(long from, long before, int most);
    }

    /**
     * Some rows in order.
     *
     * @param lastPlace of the last of them; any where there is none
     */
    record Seen(int rows, long lastPlace) {}

    /**
     * The estimate.
     *
     * @param first place of a row
     * @param last place of a row, not before the first; ends are less than 2^62 apart
     */
    static long of(long first, long last, Look look) {
        long width = (last - first) / STRIPS + 1;
        long rows = 0;
        for (long from = first; from <= last; from += width) {
            long before = Math.min(from + width, last + 1);
            Seen seen = look.at(from, before, LOOKED_AT);
            long covered = seen.lastPlace() - from + 1;
            rows += seen.rows() < LOOKED_AT
                    ? seen.rows()
                    : Math.round((double) seen.rows() * (before - from) / Math.max(1, covered));
        }
        return rows;
    }
}
