package dev.kassa.export.file;

import dev.kassa.export.file.Column.Kind;
import dev.kassa.export.file.PdfFront.Block;
import dev.kassa.schema.Currencies;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table to read and print: what it is and whose, the rows with their heads on every page, the control totals at the
 * end, and {@code 3 / 17} on each page.
 *
 * <p>How wide a column is follows from the first rows, which wait for that; a later cell that is wider goes on in further
 * lines, and a number gets smaller letters.
 */
public final class PdfTableWriter implements TableWriter {
    private static final int SAMPLE_ROWS = 256;
    private static final float LEADING = 1.3f;

    private final OutputStream out;
    private final Table table;
    private final PdfFront front;
    private final Tally tally;
    private final Faces faces;
    private final PdfCells cells;
    private final Lines lines;
    private final boolean[] right;
    private final String[] heads;
    private final List<String[]> sample = new ArrayList<>();
    private @Nullable PdfPages pages;
    private @Nullable PdfLayout layout;
    private @Nullable PdfBlocks blocks;
    private float y;

    /** @param out is not closed */
    public PdfTableWriter(OutputStream out, Table table, PdfFront front, PdfFonts fonts) throws IOException {
        this.out = out;
        this.table = table;
        this.front = front;
        tally = new Tally(table);
        faces = fonts.open();
        cells = new PdfCells(table, faces);
        lines = new Lines(faces);
        int columns = table.columns().size();
        right = new boolean[columns];
        heads = new String[columns];
        for (int i = 0; i < columns; i++) {
            Column column = table.columns().get(i);
            right[i] = column.kind() == Kind.AMOUNT || column.kind() == Kind.INTEGER;
            heads[i] = column.name().replace('_', ' ');
        }
    }

    @Override
    public void row(Row row) throws IOException {
        tally.add(row);
        String[] texts = cells.of(row, tally);
        if (pages == null) {
            sample.add(texts);
            if (sample.size() == SAMPLE_ROWS) {
                begin();
            }
        } else {
            draw(pages, begun(layout), texts);
        }
    }

    @Override
    public ControlTotals finish() throws IOException {
        PdfPages on = pages == null ? begin() : pages;
        ControlTotals totals = tally.totals();
        begun(blocks).block(totals(totals), y);
        on.close();
        out.flush();
        return totals;
    }

    private PdfPages begin() throws IOException {
        PdfLayout found = PdfLayout.of(table.columns(), natural());
        layout = found;
        PdfPages begun = new PdfPages(out, faces, found, front.foot(), faces.printable(front.foot()));
        PdfBlocks around = new PdfBlocks(begun, found, faces);
        blocks = around;
        pages = begun;
        begun.next();
        y = around.front(front);
        drawHeads(begun, found);
        for (String[] texts : sample) {
            draw(begun, found, texts);
        }
        sample.clear();
        return begun;
    }

    private int[] natural() throws IOException {
        int[] natural = new int[heads.length];
        for (int i = 0; i < heads.length; i++) {
            for (String word : heads[i].split(" ", -1)) {
                natural[i] = Math.max(natural[i], faces.width(word, true));
            }
            for (String[] texts : sample) {
                natural[i] = Math.max(natural[i], faces.width(texts[i], false));
            }
            natural[i] += 100;
        }
        return natural;
    }

    private void drawHeads(PdfPages on, PdfLayout at) throws IOException {
        float leading = at.size() * LEADING;
        List<List<String>> broken = new ArrayList<>();
        int most = 1;
        for (int i = 0; i < heads.length; i++) {
            List<String> head = lines.of(heads[i], (int) (at.widths()[i] * 1000 / at.size()), true);
            broken.add(head);
            most = Math.max(most, head.size());
        }
        for (int i = 0; i < heads.length; i++) {
            List<String> head = broken.get(i);
            for (int line = 0; line < head.size(); line++) {
                float below = y - (most - head.size() + line + 1) * leading;
                on.text(head.get(line), x(at, i), below, at.size(), true, right[i]);
            }
        }
        y -= most * leading + 3;
        on.hairline(y);
    }

    private float x(PdfLayout at, int column) {
        return right[column] ? at.lefts()[column] + at.widths()[column] : at.lefts()[column];
    }

    private void draw(PdfPages on, PdfLayout at, String[] texts) throws IOException {
        float leading = at.size() * LEADING;
        int most = 1;
        @Nullable List<String>[] broken = broken(at, texts);
        for (List<String> cell : broken) {
            most = cell == null ? most : Math.max(most, cell.size());
        }
        if (y - most * leading - 3 < PdfBlocks.BOTTOM) {
            turn(on, at);
        }
        for (int i = 0; i < texts.length; i++) {
            List<String> cell = broken[i];
            if (cell == null) {
                on.text(texts[i], x(at, i), y - leading, letters(at, i, texts[i]), false, right[i]);
            } else {
                for (int line = 0; line < cell.size(); line++) {
                    on.text(cell.get(line), x(at, i), y - (line + 1) * leading, at.size(), false, right[i]);
                }
            }
        }
        y -= most * leading + 3;
        on.hairline(y);
    }

    /** The lines of the cells that do not fit on one; null for the others. */
    @SuppressWarnings("unchecked")
    private @Nullable List<String>[] broken(PdfLayout at, String[] texts) throws IOException {
        @Nullable List<String>[] broken = new List[texts.length];
        for (int i = 0; i < texts.length; i++) {
            int room = (int) (at.widths()[i] * 1000 / at.size());
            boolean words = switch (table.columns().get(i).kind()) {
                case TEXT, CODE -> true;
                case AMOUNT, INTEGER, TIME, DATE -> false;
            };
            if (words && faces.width(texts[i], false) > room) {
                broken[i] = lines.of(texts[i], room, false);
            }
        }
        return broken;
    }

    /** Smaller ones for a number that is wider than the column. */
    private float letters(PdfLayout at, int column, String text) throws IOException {
        float width = faces.width(text, false) * at.size() / 1000;
        return width <= at.widths()[column] + 0.5f ? at.size() : at.size() * at.widths()[column] / width;
    }

    private void turn(PdfPages on, PdfLayout at) throws IOException {
        on.next();
        y = at.pageHeight() - PdfLayout.MARGIN;
        drawHeads(on, at);
    }

    private Block totals(ControlTotals totals) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Rows", "", Decimals.grouped(totals.rows(), 0), ""));
        for (ControlTotals.Total total : totals.totals()) {
            rows.add(List.of(
                    total.column().replace('_', ' '),
                    total.currency(),
                    Decimals.grouped(total.count(), 0),
                    Decimals.grouped(total.sum(), Currencies.exponent(total.currency()))));
        }
        return new Block("Control totals", List.of("", "Currency", "Count", "Sum"), rows);
    }

    private static <T> T begun(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("no page was begun");
        }
        return part;
    }

    /** Nothing is open but the caller's stream. */
    @Override
    public void close() {}
}
