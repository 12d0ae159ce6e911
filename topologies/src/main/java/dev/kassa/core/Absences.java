package dev.kassa.core;

import java.util.ArrayList;
import java.util.List;

/**
 * Which keys certainly are not in the partition's larger stores, learnt a little with every tick, so that a start waits for
 * nothing. Of no influence on any answer. Not thread-safe.
 */
final class Absences {
    /** Keys learnt in a tick: a few milliseconds. */
    static final int LEARNT_PER_TICK = 4_000;

    private final List<Learning> stores = new ArrayList<>();

    /** A store whose keys are learnt. */
    interface Learning {
        /** Learns some keys, at most so many; how many it were. */
        int learn(int most);

        /** Lets go of what it reads from. */
        default void close() {}
    }

    KeyValues over(KeyValues store) {
        KnownKeys known = new KnownKeys(store);
        stores.add(known);
        return known;
    }

    TimedKeyValues over(TimedKeyValues store) {
        KnownPeriods known = new KnownPeriods(store);
        stores.add(known);
        return known;
    }

    /** Learns on. */
    void tick() {
        int left = LEARNT_PER_TICK;
        for (Learning store : stores) {
            if (left > 0) {
                left -= store.learn(left);
            }
        }
    }

    void close() {
        stores.forEach(Learning::close);
    }
}
