package dev.kassa.schema;

import java.util.Arrays;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Prefixed ids that sort by creation and follow from the place in the log of the command that created them, so a replay
 * of the log gives the same ids.
 *
 * <p>An id is a prefix and 26 characters of Crockford's base 32: 48 bits of append time in milliseconds, 16 bits of
 * partition, 16 bits of mark and 48 bits of offset. By the mark whoever has only the id finds whose it is; it is 0 where the id
 * has none. So ids of a partition sort by creation, and within a millisecond those of a merchant do. Callers treat them as opaque.
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
    private static final int TIME_DIGITS = 10;
    private static final int MARK_BITS = 16;

    /** The mark is in the digits 13 to 16: behind the last bit of the partition, and before three of the offset. */
    private static final int MARK_DIGIT = 13;

    private static final int MARK_DIGITS = 4;
    private static final int BITS_BEHIND_MARK = 3;
    private static final int OFFSET_BITS = 48;
    private static final long OFFSET_MAX = (1L << OFFSET_BITS) - 1;

    /** The value of each digit by its character; -1 where it is none. */
    private static final byte[] VALUES = new byte[128];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int value = 0; value < DIGITS.length; value++) {
            VALUES[DIGITS[value]] = (byte) value;
        }
    }

    private Ids() {}

    /** The id of what a command created, without a mark. */
    public static String of(String prefix, long timestampMs, int partition, long offset) {
        return of(prefix, timestampMs, partition, offset, 0);
    }

    /** The same of what is a merchant's, with the mark of that merchant. */
    public static String ofMerchant(String prefix, String merchantId, long timestampMs, int partition, long offset) {
        // Fibonacci hashing: the upper bits of the product are those that are well mixed.
        int mark = merchantId.hashCode() * 0x9E3779B9 >>> (Integer.SIZE - MARK_BITS);
        return of(prefix, timestampMs, partition, offset, mark == 0 ? 1 : mark);
    }

    private static String of(String prefix, long timestampMs, int partition, long offset, int mark) {
        long high = (timestampMs << 16) | (partition & 0xFFFFL);
        char[] id = new char[prefix.length() + LENGTH];
        prefix.getChars(0, prefix.length(), id, 0);
        long low = (long) mark << OFFSET_BITS | offset & OFFSET_MAX;
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

    /**
     * The command that created something.
     *
     * @param timestampMs when it was appended
     */
    public record Place(long timestampMs, int partition, long offset) {}

    /** The place of the command that created it; null where it is no id with this prefix. */
    public static @Nullable Place place(String prefix, String id) {
        if (!id.startsWith(prefix) || id.length() != prefix.length() + LENGTH) {
            return null;
        }
        long high = 0;
        long low = 0;
        for (int i = prefix.length(); i < id.length(); i++) {
            int digit = id.charAt(i) < VALUES.length ? VALUES[id.charAt(i)] : -1;
            if (digit < 0) {
                return null;
            }
            high = high << 5 | low >>> 59;
            low = low << 5 | digit;
        }
        return new Place(high >>> 16, (int) (high & 0xFFFF), low & OFFSET_MAX);
    }

    /** The mark of an id: the merchants of a partition that have the same are few. 0 where it has none, or is no id of ours. */
    public static int mark(String id) {
        int from = id.length() - LENGTH + MARK_DIGIT;
        int digits = 0;
        for (int i = from; i < from + MARK_DIGITS; i++) {
            int digit = from < MARK_DIGIT || id.charAt(i) >= VALUES.length ? -1 : VALUES[id.charAt(i)];
            if (digit < 0) {
                return 0;
            }
            digits = digits << 5 | digit;
        }
        return digits >>> BITS_BEHIND_MARK & 0xFFFF;
    }

    /** The partition of the command that created it; empty where it is no id with this prefix. */
    public static OptionalInt partition(String prefix, String id) {
        Place place = place(prefix, id);
        return place == null ? OptionalInt.empty() : OptionalInt.of(place.partition());
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
