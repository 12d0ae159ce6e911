package dev.kassa.channel.simulator;

import dev.kassa.avro.ChannelOperation;
import org.jspecify.annotations.Nullable;

/** A callback's body, as JSON. What the charge was sent with comes back with it. */
record Notification(
        String key,
        ChannelOperation operation,
        Deed.Status status,
        String reference,
        @Nullable String code,
        @Nullable String message,
        String merchantId,
        String paymentId,
        @Nullable String refundId) {
    static Notification of(Deed deed) {
        SimulatorRequest request = deed.request();
        return new Notification(
                request.key(),
                request.operation(),
                deed.status(),
                deed.reference(),
                deed.code(),
                deed.message(),
                request.merchantId(),
                request.paymentId(),
                request.refundId());
    }
}
