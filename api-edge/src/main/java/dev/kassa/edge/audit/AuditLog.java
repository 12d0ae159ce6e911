package dev.kassa.edge.audit;

/** Takes deeds in, for the log. Thread-safe. */
public interface AuditLog extends AutoCloseable {
    /** Takes a deed in and returns at once. Where too many wait already it is counted as lost. */
    void add(Deed deed);

    /** How many wait to be written. */
    int waiting();

    /** How many were lost since the start of this process. */
    long lost();

    /** Writes what waits, within a bound, and ends the chain. */
    @Override
    void close();
}
