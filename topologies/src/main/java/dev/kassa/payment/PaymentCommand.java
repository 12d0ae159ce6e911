package dev.kassa.payment;

import dev.kassa.channelcall.Outcome;
import dev.kassa.reference.Actor;
import org.jspecify.annotations.Nullable;

/** What a payment can be told. Times are processing time. */
public sealed interface PaymentCommand {
    /**
     * Take what was authorized.
     *
     * @param amount minor units; null takes all
     */
    record Capture(@Nullable Long amount) implements PaymentCommand {}

    /** Give the authorization back. */
    record Void() implements PaymentCommand {}

    /** Stop it before anything is sent. */
    record Cancel() implements PaymentCommand {}

    /** A person decides on a payment that waits for one. */
    record Review(boolean accept, Actor by, String reason) implements PaymentCommand {}

    /** What a channel said. */
    record Heard(Outcome outcome) implements PaymentCommand {}

    /** A moment that the payment waited for has come. */
    record Due() implements PaymentCommand {}
}
