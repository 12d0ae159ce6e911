package dev.kassa.settlement.window;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import dev.kassa.avro.SettlementCut;
import dev.kassa.avro.SettlementLines;
import dev.kassa.schema.AvroCodec;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The open windows of a partition, the ones last added to kept in memory as well as written down. Not thread-safe.
 */
final class Windows {
    private static final int KEPT = 4_096;

    private final KeyValueStore<Bytes, byte[]> store;
    private final AvroCodec<SettlementLines> codec;
    private long open;
    private final Map<Bytes, Window> kept = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes, Window> eldest) {
            return size() > KEPT;
        }
    };

    /** @param open how many windows the store holds; below zero: they are counted now */
    Windows(KeyValueStore<Bytes, byte[]> store, AvroCodec<SettlementLines> codec, long open) {
        this.store = store;
        this.codec = codec;
        this.open = open < 0 ? count(store) : open;
    }

    private static long count(KeyValueStore<Bytes, byte[]> store) {
        long counted = 0;
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            for (; all.hasNext(); all.next()) {
                counted++;
            }
        }
        return counted;
    }

    /** How many there are. */
    long open() {
        return open;
    }

    /** Adds an entry to the window of its date, in each currency that it moves. */
    void add(EntryFact entry, int epochDay) {
        String first = entry.getLegs().getFirst().getCurrency();
        add(entry, first, epochDay);
        if (isOfSeveralCurrencies(entry, first)) {
            Set<String> others = new HashSet<>();
            for (LegFact leg : entry.getLegs()) {
                if (!leg.getCurrency().equals(first) && others.add(leg.getCurrency())) {
                    add(entry, leg.getCurrency(), epochDay);
                }
            }
        }
    }

    private static boolean isOfSeveralCurrencies(EntryFact entry, String first) {
        for (LegFact leg : entry.getLegs()) {
            if (!leg.getCurrency().equals(first)) {
                return true;
            }
        }
        return false;
    }

    private void add(EntryFact entry, String currency, int epochDay) {
        Bytes key = WindowKey.bytes(entry.getMerchantId(), currency, epochDay);
        Window window = kept.get(key);
        if (window == null) {
            byte[] stored = store.get(key);
            window = stored == null ? new Window() : new Window(codec.decode(stored));
            open += stored == null ? 1 : 0;
            kept.put(key, window);
        }
        window.add(entry, currency);
        store.put(key, codec.encode(window.lines()));
    }

    /**
     * Takes out the windows of the dates that were cut, and gives what they add up to. Where a cut was found empty its dates
     * were opened again, and may have entries from after it: these are of the cut that comes next.
     */
    SettlementLines take(SettlementCut cut) {
        Window sum = new Window();
        Set<Bytes> taken = new HashSet<>();
        Bytes from = WindowKey.bytes(cut.getMerchantId(), cut.getCurrency(), cut.getFromDate());
        Bytes to = WindowKey.bytes(cut.getMerchantId(), cut.getCurrency(), cut.getToDate());
        try (KeyValueIterator<Bytes, byte[]> windows = store.range(from, to)) {
            while (windows.hasNext()) {
                var next = windows.next();
                SettlementLines lines = codec.decode(next.value);
                if (lines.getFirstSequence() <= cut.getJournalSequence()) {
                    sum.add(new Window(lines));
                    taken.add(next.key);
                }
            }
        }
        for (Bytes key : taken) {
            store.put(key, null);
            kept.remove(key);
        }
        open -= taken.size();
        return sum.lines();
    }

    /** The open windows from a place on, that one included; all where there is none. To be closed. */
    KeyValueIterator<Bytes, byte[]> behind(@Nullable Bytes place) {
        return place == null ? store.all() : store.range(place, null);
    }
}
