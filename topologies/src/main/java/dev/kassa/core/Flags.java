package dev.kassa.core;

import dev.kassa.avro.FlagState;
import dev.kassa.schema.AvroCodec;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;

/** Which addresses and devices pay at many merchants at once, each until a moment. In memory and in the store. Not thread-safe. */
final class Flags {
    /** How many there may be; the velocity application tells of far fewer. */
    static final int KEPT_MAX = 100_000;

    private static final Bytes FIRST = Keys.of("");
    private static final Bytes AFTER_LAST = Bytes.wrap(new byte[] {(byte) 0xFF});

    private final KeyValues store;
    private final AvroCodec<FlagState> codec;
    private final Map<Bytes, Long> untilMs = new HashMap<>();

    Flags(KeyValues store, AvroCodec<FlagState> codec) {
        this.store = store;
        this.codec = codec;
        for (KeyValues.Entry entry : store.scan(FIRST, AFTER_LAST, Integer.MAX_VALUE)) {
            untilMs.put(entry.key(), codec.decode(entry.value()).getUntilMs());
        }
    }

    void put(String kind, String value, long until) {
        Bytes key = Keys.of(kind, value);
        if (untilMs.size() < KEPT_MAX || untilMs.containsKey(key)) {
            untilMs.put(key, until);
            store.put(key, codec.encode(new FlagState(until)));
        }
    }

    boolean has(String kind, String value, long nowMs) {
        if (untilMs.isEmpty()) {
            return false;
        }
        Long until = untilMs.get(Keys.of(kind, value));
        return until != null && nowMs < until;
    }

    /** Lets go of those whose time is over. */
    void forget(long nowMs) {
        untilMs.entrySet().removeIf(flag -> {
            boolean over = flag.getValue() <= nowMs;
            if (over) {
                store.delete(flag.getKey());
            }
            return over;
        });
    }
}
