package dev.kassa.core;

import dev.kassa.avro.Requester;
import dev.kassa.payment.Payment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payment with whoever waits for its pending operation.
 *
 * @param requesters are owed a reply
 * @param awaitingKey key of the idempotency entry that is owed the reply, where the operation is not the payment's first
 */
record HeldPayment(
        Payment payment,
        List<Requester> requesters,
        @Nullable ByteBuffer awaitingKey) {
    /** More than so many at once wait for one request only if something is wrong. */
    static final int REQUESTERS_MAX = 1_000;

    static HeldPayment of(Payment payment) {
        return new HeldPayment(payment, List.of(), null);
    }

    HeldPayment with(Payment newPayment) {
        return new HeldPayment(newPayment, requesters, awaitingKey);
    }

    HeldPayment joinedBy(@Nullable Requester requester) {
        return new HeldPayment(payment, joined(requesters, requester), awaitingKey);
    }

    HeldPayment awaitedBy(byte[] key) {
        return new HeldPayment(payment, requesters, ByteBuffer.wrap(key));
    }

    static List<Requester> joined(List<Requester> requesters, @Nullable Requester requester) {
        if (requester == null) {
            return requesters;
        }
        List<Requester> all = new ArrayList<>(requesters.size() + 1);
        all.addAll(requesters);
        all.add(requester);
        return all;
    }
}
