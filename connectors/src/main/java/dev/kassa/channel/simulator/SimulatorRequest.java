package dev.kassa.channel.simulator;

import dev.kassa.avro.ChannelOperation;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the simulator is asked to do, as it stands in the request's JSON.
 *
 * @param key does it at most once
 * @param amount minor units
 * @param capture {@code AUTHORIZE} only: capture at once
 * @param charge the reference of the charge to capture, void or refund; null: the payment's only one
 * @param callbackUrl where notifications go; on the loopback interface only
 */
record SimulatorRequest(
        ChannelOperation operation,
        String key,
        String merchantId,
        String paymentId,
        @Nullable String refundId,
        long amount,
        String currency,
        boolean capture,
        @Nullable String token,
        @Nullable String charge,
        @Nullable String callbackUrl) {
    private static final int KEY_LENGTH_MAX = 255;

    /** Itself, where it says all that it must. */
    @SuppressWarnings("ConstantValue") // JSON may leave out anything
    SimulatorRequest checked() {
        if (operation == null || key == null || merchantId == null || paymentId == null || currency == null) {
            throw new IllegalArgumentException("operation, key, merchant_id, payment_id and currency are needed");
        }
        if (key.isEmpty() || key.length() > KEY_LENGTH_MAX) {
            throw new IllegalArgumentException("a key has 1 to " + KEY_LENGTH_MAX + " characters");
        }
        return this;
    }

    SimulatorRequest sharing(UnaryOperator<String> shared) {
        return new SimulatorRequest(
                operation,
                key,
                shared.apply(merchantId),
                paymentId,
                refundId,
                amount,
                shared.apply(currency),
                capture,
                token == null ? null : shared.apply(token),
                charge,
                callbackUrl == null ? null : shared.apply(callbackUrl));
    }
}
