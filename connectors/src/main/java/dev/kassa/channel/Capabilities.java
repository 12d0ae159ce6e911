package dev.kassa.channel;

import dev.kassa.avro.ChannelOperation;
import java.util.Set;

/**
 * What a channel can do.
 *
 * @param currencies ISO 4217 codes; empty: every currency
 * @param methods kinds of payment method, e.g. {@code card}
 * @param amountMin smallest amount of one operation, minor units
 * @param amountMax largest amount of one operation, minor units
 * @param operations those that it offers
 */
public record Capabilities(
        Set<String> currencies, Set<String> methods, long amountMin, long amountMax, Set<ChannelOperation> operations) {
    public Capabilities {
        currencies = Set.copyOf(currencies);
        methods = Set.copyOf(methods);
        operations = Set.copyOf(operations);
        if (amountMin < 1 || amountMax < amountMin) {
            throw new IllegalArgumentException("amounts must be 1 <= min <= max: " + amountMin + ", " + amountMax);
        }
    }

    /** Every operation, in every currency, of any amount. */
    public static Capabilities all(String... methods) {
        return new Capabilities(Set.of(), Set.of(methods), 1, Long.MAX_VALUE, Set.of(ChannelOperation.values()));
    }

    /** Whether the channel offers such a call. */
    public boolean allow(ChannelCall call) {
        return operations.contains(call.operation())
                && (currencies.isEmpty() || currencies.contains(call.currency()))
                && call.amount() >= amountMin
                && call.amount() <= amountMax;
    }
}
