package dev.kassa.export.file;

import java.util.List;

/**
 * What stands on a PDF's first page before its rows. Words of any script.
 *
 * @param title what the file is, as {@code Payments}
 * @param name whose it is, as people write it
 * @param said a line each
 * @param blocks small tables
 * @param rowsTitle over the rows' heads; empty: none
 * @param foot at the bottom of each page, and the document's title
 */
public record PdfFront(String title, String name, List<Said> said, List<Block> blocks, String rowsTitle, String foot) {
    /** @param value of one line; what does not fit is cut */
    public record Said(String label, String value) {}

    /**
     * A table of four columns: words at the left, and three that end at the right.
     *
     * @param heads one for each column
     * @param rows each of as many cells
     */
    public record Block(String title, List<String> heads, List<List<String>> rows) {
        public static final int COLUMNS = 4;

        public Block {
            rows = rows.stream().map(List::copyOf).toList();
            if (heads.size() != COLUMNS || rows.stream().anyMatch(row -> row.size() != COLUMNS)) {
                throw new IllegalArgumentException("a block has " + COLUMNS + " cells in each row: " + title);
            }
        }
    }

    public PdfFront {
        said = List.copyOf(said);
        blocks = List.copyOf(blocks);
    }
}
