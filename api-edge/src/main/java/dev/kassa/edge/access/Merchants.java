package dev.kassa.edge.access;

import dev.kassa.avro.ApiKeyFact;
import dev.kassa.avro.FactPosition;
import dev.kassa.avro.MerchantFact;
import dev.kassa.edge.reference.TableUse;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every merchant and key, in memory. Thread-safe. Facts may come twice and late: an older fact never replaces a newer
 * one.
 */
public final class Merchants {
    private final ConcurrentSkipListMap<String, MerchantFact> byId = new ConcurrentSkipListMap<>();
    private final Map<String, Key> byKeyId = new ConcurrentHashMap<>();
    private final Map<String, Integer> merchantsByZone = new ConcurrentHashMap<>();
    private final TableUse use = new TableUse();
    private final TableUse keyUse = new TableUse();
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
            use.changed(fact.getUpdatedAtMs());
            keyUse.changed(fact.getUpdatedAtMs());
            merchantsByZone.merge(fact.getTimezone(), 1, Integer::sum);
            if (known != null) {
                merchantsByZone.computeIfPresent(known.getTimezone(), (_, count) -> count == 1 ? null : count - 1);
            }
            fact.getKeys().forEach(key -> byKeyId.put(key.getKeyId(), new Key(id, key)));
            if (known != null) {
                // Afterwards, so that a key that stays is known at every moment.
                forgetKeys(known, fact);
            }
            return fact;
        });
    }

    private void forgetKeys(MerchantFact before, MerchantFact now) {
        Set<String> staying = now.getKeys().stream().map(ApiKeyFact::getKeyId).collect(Collectors.toSet());
        for (ApiKeyFact key : before.getKeys()) {
            if (!staying.contains(key.getKeyId())) {
                byKeyId.remove(key.getKeyId());
            }
        }
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
        MerchantFact fact = byId.get(merchantId);
        use.asked(fact != null);
        return Optional.ofNullable(fact);
    }

    /** Those of a status and tier, of any where null, in the order of their ids, at most so many behind an id. */
    public List<MerchantFact> list(@Nullable String status, @Nullable String tier, @Nullable String after, int most) {
        return (after == null ? byId : byId.tailMap(after, false))
                .values().stream()
                        .filter(merchant -> status == null || status.equals(merchant.getStatus()))
                        .filter(merchant -> tier == null || tier.equals(merchant.getTier()))
                        .limit(most)
                        .toList();
    }

    public boolean contains(String merchantId) {
        boolean there = byId.containsKey(merchantId);
        use.asked(there);
        return there;
    }

    /** The names of the time zones that merchants live in. */
    public Set<String> zones() {
        return Collections.unmodifiableSet(merchantsByZone.keySet());
    }

    /** How the table of merchants is used. */
    public TableUse use() {
        return use;
    }

    /** How the table of keys is used. */
    public TableUse keyUse() {
        return keyUse;
    }

    /** How many keys there are. */
    public int keys() {
        return byKeyId.size();
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
        Key key = byKeyId.get(keyId);
        keyUse.asked(key != null);
        return key;
    }
}
