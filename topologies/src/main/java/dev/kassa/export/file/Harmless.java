package dev.kassa.export.file;

/**
 * Keeps a spreadsheet from taking a merchant's words for a formula when it opens a CSV file.
 *
 * <p>An apostrophe is put before {@code = + - @} and their full-width forms, before tab, carriage return and line feed, and
 * before an apostrophe itself, where they begin a cell; and before the first five of these (not before white space) where
 * they follow {@code ;}, a tab or a line break inside of one, because a spreadsheet that is set to another separator, as
 * most of Europe's are, begins a new cell there. Whoever takes one apostrophe away at each of these places has the words as
 * they were: nothing is lost. Numbers are not words, and stay as they are.
 */
final class Harmless {
    private Harmless() {}

    /** The same object where nothing needs to be done. */
    static String text(String words) {
        int length = words.length();
        for (int i = 0; i < length; i++) {
            if (isMarked(words, i)) {
                return marked(words);
            }
        }
        return words;
    }

    private static String marked(String words) {
        StringBuilder out = new StringBuilder(words.length() + 8);
        for (int i = 0; i < words.length(); i++) {
            if (isMarked(words, i)) {
                out.append('\'');
            }
            out.append(words.charAt(i));
        }
        return out.toString();
    }

    /** Whether an apostrophe goes before this character. */
    private static boolean isMarked(String words, int at) {
        char c = words.charAt(at);
        return switch (c) {
            case '=', '+', '-', '@', '\'', '＝', '＋', '－', '＠' -> at == 0 || beginsCell(words.charAt(at - 1));
            case '\t', '\r', '\n' -> at == 0;
            default -> false;
        };
    }

    private static boolean beginsCell(char before) {
        return before == ';' || before == '\t' || before == '\r' || before == '\n';
    }
}
