package dev.kassa.export.file;

import dev.kassa.export.file.Column.Kind;
import java.util.List;

/**
 * Where the columns of a page stand. Immutable; points of 1/72 inch.
 *
 * <p>Numbers, times and dates are never broken; ids and words share what is left, and are broken where it is too little.
 * The page is the smallest of A4 and A3, landscape, and the letters the largest, with which that leaves room enough; a
 * table wider than that gets a page as wide as it needs.
 */
record PdfLayout(float pageWidth, float pageHeight, float size, float[] lefts, float[] widths) {
    static final float MARGIN = 36;
    static final float GAP = 6;

    private static final float[][] PAGES = {{842, 595}, {1191, 842}};
    private static final float[] SIZES = {8, 7.5f, 7, 6.5f, 6, 5.5f};
    private static final int BROKEN_MIN = 7_000;
    private static final int BROKEN_ENOUGH = 11_000;

    /**
     * @param natural how wide each column would be, in thousandths of the letters' size
     */
    static PdfLayout of(List<Column> columns, int[] natural) {
        for (float[] page : PAGES) {
            for (float size : SIZES) {
                float room = room(page[0], columns.size());
                if (least(columns, natural, BROKEN_ENOUGH) * size / 1000 <= room) {
                    return spread(columns, natural, page[0], page[1], size);
                }
            }
        }
        float size = SIZES[SIZES.length - 1];
        float needed = least(columns, natural, BROKEN_MIN) * size / 1000;
        float[] page = PAGES[PAGES.length - 1];
        float width = Math.max(page[0], needed + page[0] - room(page[0], columns.size()));
        return spread(columns, natural, width, page[1], size);
    }

    private static float room(float pageWidth, int columns) {
        return pageWidth - 2 * MARGIN - GAP * (columns - 1);
    }

    private static boolean breaks(Kind kind) {
        return kind == Kind.TEXT || kind == Kind.CODE;
    }

    private static float least(List<Column> columns, int[] natural, int broken) {
        float least = 0;
        for (int i = 0; i < natural.length; i++) {
            least += breaks(columns.get(i).kind()) ? Math.min(natural[i], broken) : natural[i];
        }
        return least;
    }

    private static PdfLayout spread(List<Column> columns, int[] natural, float width, float height, float size) {
        float room = room(width, columns.size()) * 1000 / size;
        int limit = limit(columns, natural, room);
        float[] lefts = new float[natural.length];
        float[] widths = new float[natural.length];
        float used = 0;
        for (int i = 0; i < natural.length; i++) {
            int given = breaks(columns.get(i).kind()) ? Math.min(natural[i], limit) : natural[i];
            widths[i] = given * size / 1000;
            used += given;
        }
        float spare = Math.max(0, room - used) * size / 1000 / natural.length;
        float left = MARGIN;
        for (int i = 0; i < natural.length; i++) {
            widths[i] += spare;
            lefts[i] = left;
            left += widths[i] + GAP;
        }
        return new PdfLayout(width, height, size, lefts, widths);
    }

    /** The widest that a column that breaks may be, so that all fit; found by halving. */
    private static int limit(List<Column> columns, int[] natural, float room) {
        int low = BROKEN_MIN;
        int high = 1_000_000;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (least(columns, natural, middle) <= room) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
