/**
 * A settlement's statement as a file, CSV or PDF: who is settled, the totals, the lines that add up to the net amount, and
 * every entry.
 *
 * <p>In come a settlement's fact and its entries in the order of the journal; out go bytes. Both files say the same amounts,
 * since both ask {@link dev.kassa.export.statement.StatementSums}. Knows no store.
 */
@NullMarked
package dev.kassa.export.statement;

import org.jspecify.annotations.NullMarked;
