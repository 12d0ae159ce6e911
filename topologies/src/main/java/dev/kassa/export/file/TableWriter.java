package dev.kassa.export.file;

import java.io.Closeable;
import java.io.IOException;

/**
 * Writes one file. Memory does not grow with rows. Not thread-safe.
 *
 * <p>The stream that it writes to is the caller's: it is flushed by {@link #finish}, and never closed here.
 */
public interface TableWriter extends Closeable {
    /**
     * Writes a full row; the row may be filled anew afterwards.
     *
     * @throws IllegalArgumentException where the row is of another table, not full, holds an amount without a currency or
     *     one that is not in use, or a moment or date outside of the years 0001 to 9999
     * @throws ArithmeticException where a sum is more than a long holds
     */
    void row(Row row) throws IOException;

    /** Writes the control totals and the end of the file. Called once, after the last row. */
    ControlTotals finish() throws IOException;

    /** Lets go of what it holds. A file that was not finished is not whole. */
    @Override
    void close() throws IOException;
}
