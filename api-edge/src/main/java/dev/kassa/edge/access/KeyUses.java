package dev.kassa.edge.access;

import dev.kassa.avro.KeyUse;
import dev.kassa.edge.reference.TableUse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * When each key was used last, in milliseconds since 1970: at this edge, and at any other as far as it has told. Thread-safe.
 *
 * <p>To note a use costs a look-up in a map and the write of a field.
 */
public final class KeyUses {
    private final InstantSource clock;
    private final Map<String, Last> byKeyId = new ConcurrentHashMap<>();
    private final TableUse use = new TableUse();

    public KeyUses(InstantSource clock) {
        this.clock = clock;
    }

    /** The last use of one key. Where two threads write at once, either's moment is right. */
    private static final class Last {
        private volatile long hereMs;
        private volatile long toldMs;
    }

    /** A caller that was let in uses its key, now. Keys that nobody is let in by leave nothing behind. */
    public void used(Caller caller) {
        String keyId = caller.keyId();
        if (keyId == null) {
            return;
        }
        Last last = of(keyId);
        long now = clock.millis();
        if (now > last.hereMs) {
            last.hereMs = now;
        }
    }

    private Last of(String keyId) {
        Last known = byKeyId.get(keyId);
        return known == null ? byKeyId.computeIfAbsent(keyId, _ -> new Last()) : known;
    }

    /** When it was used last, anywhere; null where nobody knows of any use. */
    public @Nullable Long lastMs(String keyId) {
        Last last = byKeyId.get(keyId);
        use.asked(last != null);
        long ms = last == null ? 0 : Math.max(last.hereMs, last.toldMs);
        return ms == 0 ? null : Long.valueOf(ms);
    }

    /** An edge told of a use; the newest counts, in whatever order they are heard. */
    public synchronized void apply(KeyUse told) {
        Last last = of(told.getKeyId());
        last.toldMs = Math.max(last.toldMs, told.getUsedAtMs());
        use.changed(told.getUsedAtMs());
    }

    /** How it is used as a table. */
    public TableUse use() {
        return use;
    }

    /** Of how many keys a use is known. */
    public int size() {
        return byKeyId.size();
    }

    /** Uses here that are newer than what any edge has told. */
    List<KeyUse> untold() {
        List<KeyUse> untold = new ArrayList<>();
        byKeyId.forEach((keyId, last) -> {
            long hereMs = last.hereMs;
            if (hereMs > last.toldMs) {
                untold.add(new KeyUse(keyId, hereMs));
            }
        });
        return untold;
    }

    /** Forgets the keys that there are no more, and says which. */
    List<String> forgetAllBut(Predicate<String> known) {
        List<String> gone =
                byKeyId.keySet().stream().filter(keyId -> !known.test(keyId)).toList();
        gone.forEach(byKeyId::remove);
        return gone;
    }
}
