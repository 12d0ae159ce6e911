package dev.kassa.export;

/**
 * How much may be exported.
 *
 * @param openMax exports of one scope that are not finished
 * @param perDayMax exports that one scope may ask for within 24 hours
 * @param rowsMax rows of one file
 */
public record ExportLimits(int openMax, int perDayMax, long rowsMax) {
    /** What Kassa ships with. */
    public static final ExportLimits SHIPPED = new ExportLimits(5, 200, 10_000_000);

    public ExportLimits {
        if (openMax < 1 || perDayMax < 1 || rowsMax < 1) {
            throw new IllegalArgumentException("a limit of exports is 1 or more");
        }
    }

    /** What a scope has asked for, as far as limits are concerned. */
    public record Use(int open, int lastDay) {
        public static final Use NONE = new Use(0, 0);
    }
}
