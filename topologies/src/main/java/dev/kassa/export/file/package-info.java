/**
 * Writes a table as a file: CSV, XLSX or PDF, row by row, so that memory does not grow with rows, and with control totals
 * at its end that are the same in all three.
 *
 * <p>In comes a {@link dev.kassa.export.file.Table}, its heading and its rows; out go bytes to a stream, and the totals.
 * Knows no log, no store and no clock: the same rows under the same heading give the same bytes. See ADR 0019.
 */
@NullMarked
package dev.kassa.export.file;

import org.jspecify.annotations.NullMarked;
