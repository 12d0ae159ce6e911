package dev.kassa.export.file;

/** Minor units in major units, as people and programs write them: {@code 12.99}, {@code -0.005}, {@code 1200}. */
public final class Decimals {
    /** Whether a spreadsheet's number, of 15 significant digits, holds so many minor units exactly. */
    private static final long FIFTEEN_DIGITS = 999_999_999_999_999L;

    private Decimals() {}

    /**
     * Without grouping, with all of the currency's decimal places.
     *
     * @param exponent decimal places, 0 to 4
     */
    static void append(StringBuilder out, long minor, int exponent) {
        int start = out.length();
        out.append(minor);
        if (exponent == 0) {
            return;
        }
        int digits = minor < 0 ? start + 1 : start;
        while (out.length() - digits <= exponent) {
            out.insert(digits, '0');
        }
        out.insert(out.length() - exponent, '.');
    }

    /** The same as a string. */
    public static String of(long minor, int exponent) {
        StringBuilder out = new StringBuilder(24);
        append(out, minor, exponent);
        return out.toString();
    }

    /** The same with a blank between thousands, for the printed page: {@code 1 234 567.89}. */
    static void appendGrouped(StringBuilder out, long minor, int exponent) {
        int start = out.length();
        append(out, minor, exponent);
        int first = minor < 0 ? start + 1 : start;
        int point = exponent == 0 ? out.length() : out.length() - exponent - 1;
        for (int at = point - 3; at > first; at -= 3) {
            out.insert(at, ' ');
        }
    }

    /** The same as a string. */
    public static String grouped(long minor, int exponent) {
        StringBuilder out = new StringBuilder(24);
        appendGrouped(out, minor, exponent);
        return out.toString();
    }

    static boolean fitsSpreadsheet(long number) {
        return -FIFTEEN_DIGITS <= number && number <= FIFTEEN_DIGITS;
    }
}
