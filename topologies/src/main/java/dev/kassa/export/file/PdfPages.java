package dev.kassa.export.file;

import java.io.IOException;
import java.io.OutputStream;
import java.text.Bidi;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openpdf.text.Chunk;
import org.openpdf.text.Document;
import org.openpdf.text.DocumentException;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.Phrase;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.ColumnText;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfTemplate;
import org.openpdf.text.pdf.PdfWriter;

/**
 * Pages with text at given places, written out one by one: of those before nothing is kept but where in the file they are.
 * Not thread-safe.
 */
final class PdfPages {
    private static final float FOOT = 20;
    private static final float FOOT_SIZE = 7;
    private static final float TOTAL_WIDTH = 40;
    private static final float HAIRLINE = 0.25f;
    private static final float GREY = 0.75f;

    private final Faces faces;
    private final PdfLayout layout;
    private final String foot;
    private final Document document;
    private final PdfWriter writer;
    private final PdfContentByte content;
    private final PdfTemplate total;
    private final List<float[]> hairlines = new ArrayList<>();
    private final List<RightToLeft> rightToLeft = new ArrayList<>();
    private Faces.@Nullable Face face;
    private float size;
    private int page;

    /** Words that are read from right to left, drawn when the page ends. */
    private record RightToLeft(String text, float x, float y, float size, boolean heavy, boolean right) {}

    /** @param foot at the bottom of each page, at the left */
    PdfPages(OutputStream out, Faces faces, PdfLayout layout, String title, String foot) {
        this.faces = faces;
        this.layout = layout;
        this.foot = foot;
        document = new Document(new Rectangle(layout.pageWidth(), layout.pageHeight()), 0, 0, 0, 0);
        writer = PdfWriter.getInstance(document, out);
        writer.setCloseStream(false);
        document.addTitle(title);
        document.addCreator("Kassa");
        document.open();
        content = writer.getDirectContent();
        total = content.createTemplate(TOTAL_WIDTH, FOOT_SIZE * 2);
    }

    /** Begins a page; the one before is written out. */
    void next() throws IOException {
        if (page > 0) {
            endPage();
            document.newPage();
        }
        page++;
        face = null;
        content.beginText();
    }

    /** Draws printable words on one line, from x on, or up to x. */
    void text(String words, float x, float y, float letters, boolean heavy, boolean right) throws IOException {
        if (words.isEmpty()) {
            return;
        }
        boolean plain = Faces.isPlain(words);
        if (!plain && Bidi.requiresBidi(words.toCharArray(), 0, words.length())) {
            rightToLeft.add(new RightToLeft(words, x, y, letters, heavy, right));
            return;
        }
        float from = right ? x - faces.width(words, heavy) * letters / 1000 : x;
        content.setTextMatrix(from, y);
        if (plain) {
            show(faces.plain(heavy), words, letters);
        } else {
            for (Faces.Run run : faces.runs(words, heavy)) {
                show(run.face(), run.text(), letters);
            }
        }
    }

    /** A thin line over the width of the text. */
    void hairline(float y) {
        hairlines.add(new float[] {PdfLayout.MARGIN, layout.pageWidth() - PdfLayout.MARGIN, y});
    }

    void close() throws IOException {
        endPage();
        total.beginText();
        total.setFontAndSize(faces.plain(false).font(), FOOT_SIZE);
        total.setTextMatrix(0, 2);
        total.showText(Integer.toString(page));
        total.endText();
        document.close();
    }

    private void show(Faces.Face in, String words, float letters) throws IOException {
        if (in != face || letters != size) {
            content.setFontAndSize(in.font(), letters);
            face = in;
            size = letters;
        }
        content.showText(words);
    }

    private void endPage() throws IOException {
        float right = layout.pageWidth() - PdfLayout.MARGIN - TOTAL_WIDTH / 2;
        text(foot, PdfLayout.MARGIN, FOOT, FOOT_SIZE, false, false);
        text(page + " / ", right, FOOT, FOOT_SIZE, false, true);
        content.endText();
        content.addTemplate(total, right, FOOT - 2);
        content.setLineWidth(HAIRLINE);
        content.setGrayStroke(GREY);
        for (float[] line : hairlines) {
            content.moveTo(line[0], line[2]);
            content.lineTo(line[1], line[2]);
        }
        if (!hairlines.isEmpty()) {
            content.stroke();
        }
        for (RightToLeft words : rightToLeft) {
            draw(words);
        }
        hairlines.clear();
        rightToLeft.clear();
    }

    /** By OpenPDF, which joins Arabic letters and turns what is read from right to left. */
    private void draw(RightToLeft words) throws IOException {
        Phrase phrase = new Phrase();
        for (Faces.Run run : faces.runs(words.text, words.heavy)) {
            phrase.add(new Chunk(run.text(), new Font(run.face().font(), words.size)));
        }
        boolean leads = !new Bidi(words.text, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).baseIsLeftToRight();
        try {
            ColumnText.showTextAligned(
                    content,
                    words.right ? Element.ALIGN_RIGHT : Element.ALIGN_LEFT,
                    phrase,
                    words.x,
                    words.y,
                    0,
                    leads ? PdfWriter.RUN_DIRECTION_RTL : PdfWriter.RUN_DIRECTION_LTR,
                    0);
        } catch (DocumentException e) {
            throw new IOException("a line of the page cannot be drawn: " + e.getMessage(), e);
        }
    }
}
