package dev.kassa.export.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpdf.text.DocumentException;
import org.openpdf.text.pdf.BaseFont;

/**
 * The fonts that a PDF is set in. Of each, the file embeds the glyphs that it uses.
 *
 * <p>The build brings two: Noto Sans for Latin, Greek, Cyrillic, Hebrew, Arabic and the scripts of India and South-East
 * Asia, and WenQuanYi Zen Hei for Chinese, Japanese and Korean. An installation may name others, as one whose Han
 * characters have Japanese forms: these are asked first. A character that no font has is printed as an empty box.
 *
 * @param first paths of TrueType or OpenType fonts, asked in this order before those of the build; one of a collection is
 *     named by its number, as {@code fonts.ttc,0}
 */
public record PdfFonts(List<String> first) {
    private static final String NOTO = "sans/NotoSansMerged-Regular.ttf";
    private static final String NOTO_BOLD = "sans/NotoSans-Bold.ttf";
    private static final String WENQUANYI = "WenQuanZhengHei.ttf";

    /** @throws IllegalArgumentException where a path names no file that can be read */
    public PdfFonts {
        first = List.copyOf(first);
        for (String font : first) {
            if (!Files.isReadable(Path.of(font.replaceFirst(",\\d+$", "")))) {
                throw new IllegalArgumentException("the font " + font
                        + " cannot be read: name the path of a .ttf, .otf or .ttc file, or none to use Kassa's own");
            }
        }
    }

    /** Those that the build brings, and no others. */
    public static PdfFonts standard() {
        return new PdfFonts(List.of());
    }

    /** A fresh set of faces for one document. */
    Faces open() throws IOException {
        Faces.Opener[] named = first.stream()
                .map(path -> (Faces.Opener) () -> font(path, null))
                .toArray(Faces.Opener[]::new);
        return new Faces(named, () -> shipped(NOTO), () -> shipped(WENQUANYI), () -> shipped(NOTO_BOLD));
    }

    private static BaseFont shipped(String name) throws IOException {
        try (InputStream font = PdfFonts.class.getResourceAsStream("fonts/" + name)) {
            if (font == null) {
                throw new IOException("the font " + name
                        + " is missing from this build of Kassa: build it with Maven, which fetches the font, or name fonts"
                        + " of your own");
            }
            return font(name.substring(name.lastIndexOf('/') + 1), font.readAllBytes());
        }
    }

    private static BaseFont font(String name, byte @Nullable [] bytes) throws IOException {
        try {
            return BaseFont.createFont(name, BaseFont.IDENTITY_H, BaseFont.EMBEDDED, false, bytes, null);
        } catch (DocumentException e) {
            throw new IOException("the font " + name + " cannot be used: " + e.getMessage(), e);
        }
    }
}
