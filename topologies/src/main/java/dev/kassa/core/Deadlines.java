package dev.kassa.core;

import java.util.ArrayList;
import java.util.List;

/**
 * Who waits for which moment. An entry is not taken back when what it waited for came earlier: whoever is woken looks
 * whether there is still something to do.
 */
final class Deadlines {
    private static final byte[] NOTHING = {};

    private final KeyValues store;

    Deadlines(KeyValues store) {
        this.store = store;
    }

    void put(long dueMs, String id) {
        store.put(Keys.due(dueMs, id), NOTHING);
    }

    /** Takes out the ids of those whose moment has come, at most so many, the longest due first. */
    List<String> takeDue(long nowMs, int most) {
        List<String> ids = new ArrayList<>();
        for (KeyValues.Entry entry : store.scan(Keys.due(0, ""), Keys.due(nowMs + 1, ""), most)) {
            ids.add(Keys.waiting(entry.key()));
            store.delete(entry.key());
        }
        return ids;
    }
}
