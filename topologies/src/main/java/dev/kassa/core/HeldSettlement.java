package dev.kassa.core;

import dev.kassa.avro.Requester;
import dev.kassa.settlement.Settlement;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A settlement with whoever waits for it to be drawn up.
 *
 * @param requesters are owed a reply
 * @param awaitingKey key of the idempotency entry that is owed it too
 */
record HeldSettlement(
        Settlement settlement,
        List<Requester> requesters,
        @Nullable ByteBuffer awaitingKey) {
    HeldSettlement joinedBy(@Nullable Requester requester) {
        return new HeldSettlement(settlement, HeldPayment.joined(requesters, requester), awaitingKey);
    }

    /** Nobody waits any more. */
    static HeldSettlement quiet(Settlement settlement) {
        return new HeldSettlement(settlement, List.of(), null);
    }
}
