package dev.kassa.core;

import dev.kassa.avro.Requester;
import dev.kassa.refund.Refund;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refund with whoever waits for it.
 *
 * @param requesters are owed a reply
 */
record HeldRefund(Refund refund, List<Requester> requesters) {
    HeldRefund joinedBy(@Nullable Requester requester) {
        return new HeldRefund(refund, HeldPayment.joined(requesters, requester));
    }
}
