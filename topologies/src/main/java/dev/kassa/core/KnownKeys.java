package dev.kassa.core;

import dev.kassa.absence.KeyFilter;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A store that is not asked for keys that it certainly does not hold. What is put is known at once; what was there before
 * is known when all of it has been learnt, and until then every key is looked up. It answers as the store does. No other
 * may put keys into the store meanwhile. Not thread-safe.
 */
final class KnownKeys implements KeyValues, Absences.Learning {
    /** No key begins with this byte, as keys are text in UTF-8. */
    private static final Bytes AFTER_LAST = Bytes.wrap(new byte[] {(byte) 0xFF});

    private final KeyValues store;
    private final KeyFilter filter = new KeyFilter();
    private Bytes learntTo = Bytes.wrap(new byte[0]);
    private boolean complete;

    KnownKeys(KeyValues store) {
        this.store = store;
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        return complete && !filter.mayHold(key.get()) ? null : store.get(key);
    }

    @Override
    public void put(Bytes key, byte[] value) {
        store.put(key, value);
        filter.add(key.get());
    }

    @Override
    public void delete(Bytes key) {
        store.delete(key);
    }

    @Override
    public List<Entry> scan(Bytes from, Bytes to, int most) {
        return store.scan(from, to, most);
    }

    @Override
    public int learn(int most) {
        if (complete || filter.hasGivenUp()) {
            return 0;
        }
        List<Entry> entries = store.scan(learntTo, AFTER_LAST, most);
        entries.forEach(entry -> filter.add(entry.key().get()));
        if (entries.size() < most) {
            complete = true;
        } else {
            learntTo = next(entries.getLast().key());
        }
        return entries.size();
    }

    /** The least key after a key. */
    private static Bytes next(Bytes key) {
        return Bytes.wrap(Arrays.copyOf(key.get(), key.get().length + 1));
    }
}
