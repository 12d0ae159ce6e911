/**
 * Writes a table as a file: CSV, XLSX or PDF, row by row, so that memory does not grow with rows, and with control totals
 * at its end that are the same in all three.
 *
 * <p>In comes a {@link dev.kassa.export.file.Table}, its heading and its rows; out go bytes to a stream, and the totals.
 * Amounts are in major units with all decimal places of their currency, times in UTC, in every format. Knows no log and no
 * store. See ADR 0019.
 */
@NullMarked
package dev.kassa.export.file;

import org.jspecify.annotations.NullMarked;
