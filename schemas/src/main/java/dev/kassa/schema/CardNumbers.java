package dev.kassa.schema;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells text that looks like a card number, so that one never enters (product.md §7).
 *
 * <p>That is 13 to 19 digits that start as payment cards do (2 to 6), in one run or grouped as they are printed, standing
 * by themselves, with a right check digit (Luhn). Numbers within a longer word, such as a UUID, are none.
 */
public final class CardNumbers {
    private static final int SHORTEST = 13;
    private static final Pattern CANDIDATE = Pattern.compile("(?<![A-Za-z0-9])[2-6]\\d{12,18}(?![A-Za-z0-9])"
            + "|(?<![A-Za-z0-9-])[2-6]\\d{3}[ -]\\d{4}[ -]\\d{4}[ -]\\d{1,7}(?![A-Za-z0-9-])"
            + "|(?<![A-Za-z0-9-])3\\d{3}[ -]\\d{6}[ -]\\d{4,5}(?![A-Za-z0-9-])");

    private CardNumbers() {}

    /** Whether one is in the text. */
    public static boolean isIn(String text) {
        if (!mayHoldOne(text)) {
            return false;
        }
        Matcher candidate = CANDIDATE.matcher(text);
        while (candidate.find()) {
            if (checks(candidate.group())) {
                return true;
            }
        }
        return false;
    }

    /** Whether enough digits follow one another with nothing but spaces and hyphens between: most text is done with by this. */
    private static boolean mayHoldOne(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isDigit(c)) {
                digits++;
            } else if (c != ' ' && c != '-') {
                digits = 0;
            }
            if (digits == SHORTEST) {
                return true;
            }
        }
        return false;
    }

    /** Luhn's check over the digits, from the right, every second one doubled. */
    private static boolean checks(String candidate) {
        int sum = 0;
        boolean twice = false;
        for (int i = candidate.length() - 1; i >= 0; i--) {
            char c = candidate.charAt(i);
            if (!isDigit(c)) {
                continue;
            }
            int digit = c - '0';
            int weighed = twice ? digit * 2 : digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
            twice = !twice;
        }
        return sum % 10 == 0;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
