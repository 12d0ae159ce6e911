package dev.kassa.edge.access;

import dev.kassa.avro.ApiKeyFact;
import dev.kassa.avro.FactPosition;
import dev.kassa.avro.MerchantFact;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Every merchant and key, in memory. Thread-safe. Facts may come twice and late: an older fact never replaces a newer
 * one.
 */
public final class Merchants {
    private final Map<String, MerchantFact> byId = new ConcurrentHashMap<>();
    private final Map<String, Key> byKeyId = new ConcurrentHashMap<>();
    private final Map<Integer, Long> read = new ConcurrentHashMap<>();

    /** A key that is known, and whose it is. */
    record Key(String merchantId, ApiKeyFact fact) {
        byte[] hash() {
            ByteBuffer hash = fact.getHash().duplicate();
            byte[] bytes = new byte[hash.remaining()];
            hash.get(bytes);
            return bytes;
        }
    }

    /** Takes a fact over, from the log or from the reply that created the merchant. */
    public void apply(MerchantFact fact) {
        byId.compute(fact.getId(), (id, known) -> {
            if (known != null && known.getSequence() >= fact.getSequence()) {
                return known;
            }
            if (known != null) {
                known.getKeys().forEach(key -> byKeyId.remove(key.getKeyId()));
            }
            fact.getKeys().forEach(key -> byKeyId.put(key.getKeyId(), new Key(id, key)));
            return fact;
        });
    }

    /** Takes over a fact that was read from the log, in the log's order. */
    public void applyRead(MerchantFact fact) {
        apply(fact);
        read.merge(fact.getPartition(), fact.getSequence(), Math::max);
    }

    /** Whether the log has been read as far as this position. */
    public boolean hasRead(FactPosition position) {
        return read.getOrDefault(position.getPartition(), 0L) >= position.getMerchants();
    }

    public Optional<MerchantFact> find(String merchantId) {
        return Optional.ofNullable(byId.get(merchantId));
    }

    public boolean contains(String merchantId) {
        return byId.containsKey(merchantId);
    }

    /** How many merchants there are. */
    public int size() {
        return byId.size();
    }

    /** Whether an actor of the log is still somebody: the operator, or a key that is known. */
    public boolean isActor(String actor) {
        return !actor.startsWith(Caller.KEY_ACTOR) || byKeyId.containsKey(actor.substring(Caller.KEY_ACTOR.length()));
    }

    @Nullable
    Key key(String keyId) {
        return byKeyId.get(keyId);
    }
}
