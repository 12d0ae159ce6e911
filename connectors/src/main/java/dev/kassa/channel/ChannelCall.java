package dev.kassa.channel;

import dev.kassa.avro.ChannelCommand;
import dev.kassa.avro.ChannelOperation;
import org.jspecify.annotations.Nullable;

/**
 * One operation at a channel. Immutable.
 *
 * @param refundId set for a refund
 * @param key the same for every attempt of the operation; a channel does an operation at most once per key
 * @param amount minor units
 * @param capture {@code AUTHORIZE} only: capture at once
 * @param token the payment method's token
 * @param channelReference the charge to capture, void or refund
 */
public record ChannelCall(
        String merchantId,
        String paymentId,
        @Nullable String refundId,
        ChannelOperation operation,
        String key,
        long amount,
        String currency,
        boolean capture,
        @Nullable String token,
        @Nullable String channelReference) {

    /** The call that a command asks for. */
    public static ChannelCall of(ChannelCommand command) {
        return new ChannelCall(
                command.getMerchantId(),
                command.getPaymentId(),
                command.getRefundId(),
                command.getOperation(),
                command.getKey(),
                command.getAmount(),
                command.getCurrency(),
                command.getCapture(),
                command.getToken(),
                command.getChannelReference());
    }
}
