package dev.kassa.channel;

import dev.kassa.avro.CallMode;
import dev.kassa.avro.ChannelCommand;
import dev.kassa.avro.ChannelOperation;
import org.jspecify.annotations.Nullable;

/** Commands for tests. */
public final class Commands {
    private Commands() {}

    public static ChannelCommand authorize(String paymentId, CallMode mode) {
        return authorize("m1", paymentId, mode, null);
    }

    public static ChannelCommand authorize(String merchant, String paymentId, CallMode mode, @Nullable String token) {
        return ChannelCommand.newBuilder()
                .setMerchantId(merchant)
                .setPaymentId(paymentId)
                .setChannel("simulator")
                .setOperation(ChannelOperation.AUTHORIZE)
                .setMode(mode)
                .setAttempt(1)
                .setKey(paymentId + ":authorize")
                .setAmount(1299)
                .setCurrency("EUR")
                .setCapture(true)
                .setToken(token)
                .setIssuedAtMs(0)
                .setCommandOffset(0)
                .build();
    }

    /** A call of an operation on a charge, or a new one. */
    public static ChannelCall call(
            ChannelOperation operation, String key, long amount, @Nullable String token, @Nullable String charge) {
        return new ChannelCall("m1", "pay-1", null, operation, key, amount, "EUR", true, token, charge);
    }
}
