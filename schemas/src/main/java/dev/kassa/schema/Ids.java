package dev.kassa.schema;

import java.util.OptionalInt;

/**
 * Prefixed ids that sort by creation and follow from the place in the log of the command that created them, so a replay
 * of the log gives the same ids.
 *
 * <p>An id is a prefix and 26 characters of Crockford's base 32: 48 bits of append time in milliseconds, 16 bits of
 * partition, 64 bits of offset. Callers treat it as opaque.
 */
public final class Ids {
    public static final String PAYMENT = "pay_";
    public static final String REFUND = "rf_";
    public static final String ENTRY = "je_";
    public static final String EXPORT = "exp_";
    public static final String SETTLEMENT = "stl_";
    public static final String WITHDRAWAL = "wd_";
    public static final String BANK_ACCOUNT = "ba_";
    public static final String JOB_RUN = "job_";

    /** Characters after the prefix. */
    public static final int LENGTH = 26;

    private static final String DIGITS_TEXT = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final char[] DIGITS = DIGITS_TEXT.toCharArray();
    private static final int HIGH_DIGITS = 14;
    private static final int TIME_DIGITS = 10;

    private Ids() {}

    /** The id of what a command created. */
    public static String of(String prefix, long timestampMs, int partition, long offset) {
        long high = (timestampMs << 16) | (partition & 0xFFFFL);
        char[] id = new char[prefix.length() + LENGTH];
        prefix.getChars(0, prefix.length(), id, 0);
        long low = offset;
        for (int i = id.length - 1; i >= prefix.length(); i--) {
            id[i] = DIGITS[(int) (low & 31)];
            low = (low >>> 5) | ((high & 31) << 59);
            high >>>= 5;
        }
        return new String(id);
    }

    /** The smallest id that a command of this moment or later can create: the lower bound of a scan by time. */
    public static String lowest(String prefix, long timestampMs) {
        return of(prefix, timestampMs, 0, 0);
    }

    /** The partition of the command that created it; empty where it is no id with this prefix. */
    public static OptionalInt partition(String prefix, String id) {
        if (!id.startsWith(prefix) || id.length() != prefix.length() + LENGTH) {
            return OptionalInt.empty();
        }
        long high = 0;
        for (int i = prefix.length(); i < id.length(); i++) {
            int digit = DIGITS_TEXT.indexOf(id.charAt(i));
            if (digit < 0) {
                return OptionalInt.empty();
            }
            if (i < prefix.length() + HIGH_DIGITS) {
                high = high << 5 | digit;
            }
        }
        // 26 digits hold 130 bits: the first 14 are the upper 70 of them, of which the last 4 are of the offset.
        return OptionalInt.of((int) (high >>> 4 & 0xFFFF));
    }

    /**
     * The append time, in milliseconds, of the command that created it.
     *
     * @throws IllegalArgumentException where it is no id of ours
     */
    public static long createdAtMs(String id) {
        int from = id.length() - LENGTH;
        long time = 0;
        // 26 digits hold 130 bits: the first 10 of them are two zeros and the 48 bits of time.
        for (int i = from; i < from + TIME_DIGITS; i++) {
            int digit = from < 0 ? -1 : DIGITS_TEXT.indexOf(id.charAt(i));
            if (digit < 0) {
                throw new IllegalArgumentException("expected an id, a prefix and 26 characters of base 32");
            }
            time = time << 5 | digit;
        }
        return time;
    }

    /** The 26 characters behind the prefix. */
    public static String tail(String id) {
        return id.substring(id.length() - LENGTH);
    }
}
