package dev.kassa.stream;

import java.util.LinkedHashMap;
import java.util.Map;

/** The entries that were last asked for, at most so many. Not thread-safe. */
public final class Recent<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;
    private static final int AT_FIRST = 64;
    private static final float LOAD = 0.75f;

    private final int most;

    /** @param most entries */
    public Recent(int most) {
        super(AT_FIRST, LOAD, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
