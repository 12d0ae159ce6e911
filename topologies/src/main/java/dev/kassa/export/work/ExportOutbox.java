package dev.kassa.export.work;

import dev.kassa.export.Export;
import org.apache.avro.specific.SpecificRecordBase;

/** The way of what is told of an export into the log. Thread-safe. */
public interface ExportOutbox extends AutoCloseable {
    /** Tells it, sooner or later or never: whoever tells it again does no harm. */
    void tell(Export export, SpecificRecordBase body);

    /** Tells it, and returns whether it is in the log now. */
    boolean confirm(Export export, SpecificRecordBase body);

    @Override
    void close();
}
