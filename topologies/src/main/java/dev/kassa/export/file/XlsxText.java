package dev.kassa.export.file;

/**
 * Words as a cell of a spreadsheet may hold them: what XML cannot carry is written as {@code _x0007_}, as Office Open XML
 * has it (ECMA-376 part 1, 22.9.2.19), and so is white space at an end, which would be lost. A cell holds 32,767
 * characters; longer words are cut, and end with {@code …}.
 */
final class XlsxText {
    private static final int CHARS_MAX = 32_767;

    private XlsxText() {}

    /** The same object where nothing needs to be done. */
    static String of(String words) {
        String cut = words.length() <= CHARS_MAX ? words : cut(words);
        for (int i = 0; i < cut.length(); i++) {
            if (isEscaped(cut, i)) {
                return escaped(cut);
            }
        }
        return cut;
    }

    private static String cut(String words) {
        int end = CHARS_MAX - 1;
        return words.substring(0, Character.isHighSurrogate(words.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    private static String escaped(String words) {
        StringBuilder out = new StringBuilder(words.length() + 16);
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (isEscaped(words, i)) {
                out.append("_x%04X_".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean isEscaped(String words, int at) {
        char c = words.charAt(at);
        if (c == ' ' || c == '\n') {
            return at == 0 || at == words.length() - 1;
        }
        return c < ' '
                || c >= 0xfffe
                || c == '_' && looksEscaped(words, at)
                || Character.isSurrogate(c) && isLone(words, at);
    }

    /** Whether these characters would be read as an escape, which they are not. */
    private static boolean looksEscaped(String words, int at) {
        if (words.length() < at + 7 || words.charAt(at + 1) != 'x' || words.charAt(at + 6) != '_') {
            return false;
        }
        for (int i = at + 2; i < at + 6; i++) {
            if (Character.digit(words.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLone(String words, int at) {
        return Character.isHighSurrogate(words.charAt(at))
                ? at + 1 == words.length() || !Character.isLowSurrogate(words.charAt(at + 1))
                : at == 0 || !Character.isHighSurrogate(words.charAt(at - 1));
    }
}
