package dev.kassa.export.work;

import dev.kassa.avro.FactPosition;
import java.util.Iterator;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;

/** What one file is made of. For one thread. */
interface ExportSource extends Iterator<SpecificRecordBase>, AutoCloseable {
    /** How much of each partition that was asked the rows are of. */
    List<FactPosition> positions();

    /** How many there are, at most; for progress. */
    long estimated();

    @Override
    void close();
}
