package dev.kassa.export.file;

import dev.kassa.export.file.Column.Kind;
import dev.kassa.schema.Currencies;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement to read and print: what it is and whose, the rows with their heads on every page, the control totals at the
 * end, and {@code 3 / 17} on each page.
 *
 * <p>How wide a column is follows from the first rows, which wait for that; a later cell that is wider goes on in further
 * lines, and a number gets smaller letters.
 */
final class PdfTableWriter implements TableWriter {
    private static final int SAMPLE_ROWS = 256;
    private static final float LEADING = 1.3f;
    private static final float TITLE_SIZE = 16;
    private static final float NAME_SIZE = 11;
    private static final float SMALL_SIZE = 8;
    private static final float BOTTOM = 36;

    private final OutputStream out;
    private final Table table;
    private final ExportHeading heading;
    private final Tally tally;
    private final Faces faces;
    private final PdfCells cells;
    private final Lines lines;
    private final boolean[] right;
    private final String[] heads;
    private final List<String[]> sample = new ArrayList<>();
    private @Nullable PdfPages pages;
    private @Nullable PdfLayout layout;
    private float y;

    PdfTableWriter(OutputStream out, Table table, ExportHeading heading, PdfFonts fonts) throws IOException {
        this.out = out;
        this.table = table;
        this.heading = heading;
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
            draw(pages, layout(), texts);
        }
    }

    @Override
    public ControlTotals finish() throws IOException {
        PdfPages begun = pages == null ? begin() : pages;
        ControlTotals totals = tally.totals();
        drawTotals(begun, layout(), totals);
        begun.close();
        out.flush();
        return totals;
    }

    private PdfPages begin() throws IOException {
        PdfLayout found = PdfLayout.of(table.columns(), natural());
        layout = found;
        String title = table.title() + " · " + heading.merchantId() + " · " + heading.exportId();
        PdfPages begun = new PdfPages(out, faces, found, title, faces.printable(title));
        pages = begun;
        begun.next();
        drawTitle(begun, found);
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

    private void drawTitle(PdfPages on, PdfLayout at) throws IOException {
        y = at.pageHeight() - PdfLayout.MARGIN - TITLE_SIZE;
        float left = PdfLayout.MARGIN;
        on.text(faces.printable(table.title()), left, y, TITLE_SIZE, true, false);
        y -= NAME_SIZE * 1.8f;
        on.text(faces.printable(heading.merchantName()), left, y, NAME_SIZE, true, false);
        String period = cells.moment(heading.fromMs()) + " to " + cells.moment(heading.toMs()) + " UTC (not included)";
        String[][] said = {
            {"Merchant", heading.merchantId()},
            {"Period", period},
            {"Made at", cells.moment(heading.madeAtMs()) + " UTC"},
            {"Export", heading.exportId()},
            {"Log position", heading.position()}
        };
        for (String[] line : said) {
            y -= SMALL_SIZE * LEADING + 1;
            on.text(line[0], left, y, SMALL_SIZE, true, false);
            int room = (int) ((at.pageWidth() - 2 * left - 70) * 1000 / SMALL_SIZE);
            on.text(lines.of(faces.printable(line[1]), room, false).getFirst(), left + 70, y, SMALL_SIZE, false, false);
        }
        y -= SMALL_SIZE * 2;
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
        if (y - most * leading - 3 < BOTTOM) {
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

    private void drawTotals(PdfPages on, PdfLayout at, ControlTotals totals) throws IOException {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"Rows", "", cells.amount(totals.rows(), 0), ""});
        for (ControlTotals.Total total : totals.totals()) {
            rows.add(new String[] {
                total.column().replace('_', ' '),
                total.currency(),
                cells.amount(total.count(), 0),
                cells.amount(total.sum(), Currencies.exponent(total.currency()))
            });
        }
        float leading = SMALL_SIZE * LEADING + 2;
        y -= leading;
        drawTotalsHead(on, at, leading);
        for (String[] row : rows) {
            if (y - leading < BOTTOM) {
                on.next();
                y = at.pageHeight() - PdfLayout.MARGIN;
                drawTotalsHead(on, at, leading);
            }
            y -= leading;
            drawTotal(on, row, false);
        }
    }

    private void drawTotalsHead(PdfPages on, PdfLayout at, float leading) throws IOException {
        if (y - 3 * leading < BOTTOM) {
            on.next();
            y = at.pageHeight() - PdfLayout.MARGIN;
        }
        y -= leading;
        on.text("Control totals", PdfLayout.MARGIN, y, NAME_SIZE, true, false);
        y -= leading;
        drawTotal(on, new String[] {"", "Currency", "Count", "Sum"}, true);
        on.hairline(y - 3);
        y -= 3;
    }

    private void drawTotal(PdfPages on, String[] row, boolean heavy) throws IOException {
        float left = PdfLayout.MARGIN;
        on.text(row[0], left, y, SMALL_SIZE, heavy, false);
        on.text(row[1], left + 140, y, SMALL_SIZE, heavy, false);
        on.text(row[2], left + 260, y, SMALL_SIZE, heavy, true);
        on.text(row[3], left + 420, y, SMALL_SIZE, heavy, true);
    }

    private PdfLayout layout() {
        if (layout == null) {
            throw new IllegalStateException("no page was begun");
        }
        return layout;
    }

    /** Nothing is open but the caller's stream. */
    @Override
    public void close() {}
}
