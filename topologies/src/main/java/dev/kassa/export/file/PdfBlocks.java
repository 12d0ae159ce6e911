package dev.kassa.export.file;

import dev.kassa.export.file.PdfFront.Block;
import dev.kassa.export.file.PdfFront.Said;
import java.io.IOException;
import java.util.List;

/** What stands before and after the rows: title, names, and small tables that go on to the next page where one is full. */
final class PdfBlocks {
    /** Below it is the foot. */
    static final float BOTTOM = 36;

    private static final float TITLE_SIZE = 16;
    private static final float NAME_SIZE = 11;
    private static final float SIZE = 8;
    private static final float LEADING = SIZE * 1.3f + 2;
    private static final float LABELS = 70;
    private static final float[] ENDS = {0, 220, 320, 420};

    private final PdfPages pages;
    private final PdfLayout layout;
    private final Faces faces;
    private final Lines lines;

    PdfBlocks(PdfPages pages, PdfLayout layout, Faces faces) {
        this.pages = pages;
        this.layout = layout;
        this.faces = faces;
        lines = new Lines(faces);
    }

    /** Draws at the top of a page, and returns how far down it came. */
    float front(PdfFront front) throws IOException {
        float left = PdfLayout.MARGIN;
        float y = top() - TITLE_SIZE;
        pages.text(faces.printable(front.title()), left, y, TITLE_SIZE, true, false);
        y -= NAME_SIZE * 1.8f;
        pages.text(cut(front.name(), NAME_SIZE, 0, true), left, y, NAME_SIZE, true, false);
        for (Said said : front.said()) {
            y -= LEADING - 1;
            pages.text(said.label(), left, y, SIZE, true, false);
            pages.text(cut(said.value(), SIZE, LABELS, false), left + LABELS, y, SIZE, false, false);
        }
        for (Block block : front.blocks()) {
            y = block(block, y);
        }
        y -= SIZE * 2;
        if (front.rowsTitle().isEmpty()) {
            return y;
        }
        y = room(y, 4 * LEADING) - LEADING;
        pages.text(front.rowsTitle(), left, y, NAME_SIZE, true, false);
        return y - LEADING / 2;
    }

    /** Draws below this height, and returns how far down it came. */
    float block(Block block, float from) throws IOException {
        float y = head(block, from - LEADING);
        for (List<String> row : block.rows()) {
            if (y - LEADING < BOTTOM) {
                y = head(block, turn());
            }
            y -= LEADING;
            row(row, y, false);
        }
        return y;
    }

    private float head(Block block, float from) throws IOException {
        float y = room(from, 3 * LEADING) - LEADING;
        pages.text(block.title(), PdfLayout.MARGIN, y, NAME_SIZE, true, false);
        y -= LEADING;
        row(block.heads(), y, true);
        pages.hairline(y - 3);
        return y - 3;
    }

    private void row(List<String> cells, float y, boolean heavy) throws IOException {
        for (int i = 0; i < ENDS.length; i++) {
            pages.text(faces.printable(cells.get(i)), PdfLayout.MARGIN + ENDS[i], y, SIZE, heavy, i > 0);
        }
    }

    /** The same height, or the top of a new page where too little is left. */
    private float room(float y, float needed) throws IOException {
        return y - needed < BOTTOM ? turn() : y;
    }

    private float turn() throws IOException {
        pages.next();
        return top();
    }

    private float top() {
        return layout.pageHeight() - PdfLayout.MARGIN;
    }

    /** As much of the words as one line has room for. */
    private String cut(String words, float size, float indent, boolean heavy) throws IOException {
        int width = (int) ((layout.pageWidth() - 2 * PdfLayout.MARGIN - indent) * 1000 / size);
        return lines.of(faces.printable(words), width, heavy).getFirst();
    }
}
