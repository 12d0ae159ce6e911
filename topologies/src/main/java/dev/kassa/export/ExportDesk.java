package dev.kassa.export;

import java.util.Collection;

/**
 * Is told which exports are this process's to work on. Called by the threads of the topology, which must not be kept: work
 * is done elsewhere.
 *
 * <p>What it is told is not committed yet. It is a function of the log alone, so it will be what is committed, here or
 * where the partition goes.
 */
public interface ExportDesk {
    /** The partition is here, with these exports. */
    void opened(int partition, Collection<Export> exports);

    /** An export of a partition that is here has changed, or is new. */
    void changed(int partition, Export export);

    /** An export of a partition that is here is known no more. */
    void forgotten(int partition, Export export);

    /** The partition leaves: nothing may be done for its exports any more. */
    void closed(int partition);
}
