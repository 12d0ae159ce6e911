package dev.kassa.export.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Breaks words into lines of a width: after a blank or a sign between words, else wherever it must be. */
final class Lines {
    /** Of one cell: what goes on is cut, and ends with {@code …}. */
    static final int LINES_MAX = 24;

    private static final String BREAKS_AFTER = " -_/:.,;@";

    private final Faces faces;

    Lines(Faces faces) {
        this.faces = faces;
    }

    /**
     * @param width in thousandths of the font's size
     * @return one line at least
     */
    List<String> of(String text, int width, boolean heavy) throws IOException {
        if (faces.width(text, heavy) <= width) {
            return List.of(text);
        }
        List<String> lines = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = end(text, from, width, heavy);
            if (lines.size() == LINES_MAX - 1 && to < text.length()) {
                lines.add(text.substring(from, to) + "…");
                return lines;
            }
            lines.add(text.substring(from, to).stripTrailing());
            from = to;
        }
        return lines;
    }

    /** Where the line that begins here ends; one character at least. */
    private int end(String text, int from, int width, boolean heavy) throws IOException {
        int used = 0;
        int best = -1;
        int i = from;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            used += faces.width(c, heavy);
            if (used > width && c != ' ') {
                break;
            }
            i += Character.charCount(c);
            if (BREAKS_AFTER.indexOf(c) >= 0 || Character.isIdeographic(c)) {
                best = i;
            }
        }
        if (i == text.length()) {
            return i;
        }
        if (best > from) {
            return best;
        }
        return i > from ? i : from + Character.charCount(text.codePointAt(from));
    }
}
