package dev.kassa.bench.chaos;

import java.util.Map;

/** What is done to an installation while callers call. */
interface Faults {
    /** Returns when all of it was done; what was killed last may still be starting. */
    void inflict() throws Exception;

    /** How often each was done. */
    Map<String, Integer> inflicted();

    /** Adds what was seen of them, as values to print. */
    default void tell(Map<String, Object> values) {}
}
