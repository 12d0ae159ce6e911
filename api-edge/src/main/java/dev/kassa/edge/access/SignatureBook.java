package dev.kassa.edge.access;

/** Where it stands which signatures were used, so that none is used twice. Thread-safe. */
public interface SignatureBook extends AutoCloseable {
    /** What becomes of a signature. */
    enum Use {
        /** It was not used before, and never can be again. */
        FIRST,
        AGAIN,
        /** There is no room to remember it, so it was not used. */
        FULL,
        /** It could not be written down, or not be read in time whether it was the first; whether it was used, nobody knows. */
        UNKNOWN
    }

    /**
     * Uses a signature that is within the window.
     *
     * @param signedAt its Unix time in seconds
     * @param now the present one
     */
    Use use(byte[] signature, long signedAt, long now);

    /** Whether all is read that was used before. */
    boolean ready();

    @Override
    void close();
}
