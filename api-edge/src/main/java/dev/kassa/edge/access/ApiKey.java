package dev.kassa.edge.access;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * A merchant's key, {@code kk_<8>_<52>} in base 32: an id, and 256 bits that nobody can guess.
 *
 * @param id names the key
 * @param text the whole key, as the caller sends it
 */
public record ApiKey(String id, String text) {
    private static final String PREFIX = "kk_";
    private static final int ID_CHARACTERS = 8;
    private static final int SECRET_CHARACTERS = 52;
    private static final int SECRET_AT = PREFIX.length() + ID_CHARACTERS + 1;
    private static final char[] DIGITS = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();

    /** A new key. */
    public static ApiKey make(SecureRandom random) {
        String id = digits(random, ID_CHARACTERS);
        return new ApiKey(id, PREFIX + id + "_" + digits(random, SECRET_CHARACTERS));
    }

    /** The id within a text of the form of a key; null where the text is none. */
    static @Nullable String idOf(String text) {
        boolean form = text.length() == SECRET_AT + SECRET_CHARACTERS
                && text.startsWith(PREFIX)
                && text.charAt(SECRET_AT - 1) == '_';
        return form ? text.substring(PREFIX.length(), SECRET_AT - 1) : null;
    }

    private static String digits(SecureRandom random, int count) {
        char[] digits = new char[count];
        for (int i = 0; i < count; i++) {
            digits[i] = DIGITS[random.nextInt(DIGITS.length)];
        }
        return new String(digits);
    }

    /** Without the secret, so that it cannot slip into a log. */
    @Override
    public String toString() {
        return PREFIX + id;
    }
}
