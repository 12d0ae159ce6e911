package dev.kassa.core;

import dev.kassa.avro.Requester;
import dev.kassa.idempotency.IdempotencyKey;
import dev.kassa.settlement.Settlement;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A settlement with whoever waits for it to be drawn up.
 *
 * @param requesters are owed a reply
 * @param awaitingKeys keys of the idempotency entries that are owed it too
 */
record HeldSettlement(Settlement settlement, List<Requester> requesters, List<ByteBuffer> awaitingKeys) {
    HeldSettlement joinedBy(@Nullable Requester requester) {
        return new HeldSettlement(settlement, HeldPayment.joined(requesters, requester), awaitingKeys);
    }

    HeldSettlement awaitedBy(IdempotencyKey key) {
        List<ByteBuffer> keys = new ArrayList<>(awaitingKeys);
        keys.add(ByteBuffer.wrap(key.bytes()));
        return new HeldSettlement(settlement, requesters, List.copyOf(keys));
    }

    /** So many wait that no other may. */
    boolean isFull() {
        return requesters.size() >= HeldPayment.REQUESTERS_MAX;
    }

    /** Nobody waits any more, or yet. */
    static HeldSettlement quiet(Settlement settlement) {
        return new HeldSettlement(settlement, List.of(), List.of());
    }
}
