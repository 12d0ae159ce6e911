package dev.kassa.export.file;

import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpdf.text.pdf.BaseFont;

/** The faces of one document: which of them has a character, and how wide it is. Not thread-safe. */
final class Faces {
    private static final int ASCII = 128;
    private static final int[] BOXES = {0x25a1, 0xfffd, '?'};

    /** Reads a font, which takes some 10 ms and some megabytes. */
    @FunctionalInterface
    interface Opener {
        BaseFont open() throws IOException;
    }

    /** A font, opened when a character is first looked for in it. */
    static final class Face {
        private final Opener opener;
        private @Nullable BaseFont font;

        private Face(Opener opener) {
            this.opener = opener;
        }

        BaseFont font() throws IOException {
            if (font == null) {
                font = opener.open();
            }
            return font;
        }
    }

    /** Characters that follow each other and are of one face. */
    record Run(Face face, String text) {}

    private final List<Face> regular = new ArrayList<>();
    private final List<Face> bold = new ArrayList<>();
    private final int[] asciiWidths = new int[ASCII];
    private final int[] boldAsciiWidths = new int[ASCII];
    private int box;

    Faces(Opener[] named, Opener most, Opener eastAsian, Opener heavy) throws IOException {
        for (Opener opener : named) {
            regular.add(new Face(opener));
        }
        regular.add(new Face(most));
        regular.add(new Face(eastAsian));
        bold.add(new Face(heavy));
        bold.addAll(regular);
        for (int c = ' '; c < ASCII; c++) {
            asciiWidths[c] = faceOf(c, regular).font().getWidth(c);
            boldAsciiWidths[c] = faceOf(c, bold).font().getWidth(c);
        }
    }

    /** The face of digits and Latin letters. */
    Face plain(boolean heavy) {
        return heavy ? bold.getFirst() : regular.getFirst();
    }

    /** Whether one face shows all of it, as it stands: it is of ASCII characters only. */
    static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= ASCII) {
                return false;
            }
        }
        return true;
    }

    /** The words as they can be printed: composed, on one line, without what has no width. */
    String printable(String words) throws IOException {
        if (isPrintableAscii(words)) {
            return words;
        }
        StringBuilder out = new StringBuilder(words.length());
        String composed = Normalizer.normalize(words, Normalizer.Form.NFC);
        for (int i = 0, c; i < composed.length(); i += Character.charCount(c)) {
            c = composed.codePointAt(i);
            if (Character.isWhitespace(c)) {
                out.append(' ');
            } else if (Character.getType(c) != Character.FORMAT && !Character.isISOControl(c)) {
                out.appendCodePoint(has(c) ? c : box());
            }
        }
        return out.toString();
    }

    /** In thousandths of the font's size. */
    int width(String text, boolean heavy) throws IOException {
        int[] ascii = heavy ? boldAsciiWidths : asciiWidths;
        int width = 0;
        for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            width += c < ASCII ? ascii[c] : width(c, heavy);
        }
        return width;
    }

    int width(int codePoint, boolean heavy) throws IOException {
        if (codePoint < ASCII) {
            return heavy ? boldAsciiWidths[codePoint] : asciiWidths[codePoint];
        }
        return faceOf(codePoint, heavy ? bold : regular).font().getWidth(codePoint);
    }

    /** Of printable words. */
    List<Run> runs(String text, boolean heavy) throws IOException {
        List<Face> faces = heavy ? bold : regular;
        List<Run> runs = new ArrayList<>();
        Face current = null;
        int from = 0;
        for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            Face face = faceOf(c, faces);
            if (current != null && face != current) {
                runs.add(new Run(current, text.substring(from, i)));
                from = i;
            }
            current = face;
        }
        if (current != null) {
            runs.add(new Run(current, text.substring(from)));
        }
        return runs;
    }

    private static boolean isPrintableAscii(String words) {
        for (int i = 0; i < words.length(); i++) {
            if (words.charAt(i) < ' ' || words.charAt(i) >= ASCII - 1) {
                return false;
            }
        }
        return true;
    }

    private boolean has(int codePoint) throws IOException {
        for (Face face : regular) {
            if (face.font().charExists(codePoint)) {
                return true;
            }
        }
        return false;
    }

    private int box() throws IOException {
        for (int i = 0; box == 0; i++) {
            if (has(BOXES[i])) {
                box = BOXES[i];
            }
        }
        return box;
    }

    private static Face faceOf(int codePoint, List<Face> faces) throws IOException {
        for (Face face : faces) {
            if (face.font().charExists(codePoint)) {
                return face;
            }
        }
        return faces.getFirst();
    }
}
