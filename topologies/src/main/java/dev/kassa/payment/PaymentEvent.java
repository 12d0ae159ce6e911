package dev.kassa.payment;

import dev.kassa.channelcall.Call;
import dev.kassa.channelcall.PendingOperation;
import org.jspecify.annotations.Nullable;

/** What happened to a payment. Amounts in minor units. */
public sealed interface PaymentEvent {
    /** A call at the channel was decided; a connector makes it. */
    record ChannelAsked(Call call) implements PaymentEvent {}

    /** The channel left it open: {@code pending} or {@code unknown}. */
    record LeftOpen(
            String inDoubt,
            PendingOperation pending,
            @Nullable String reference) implements PaymentEvent {}

    /**
     * The risk rules ask for a person's decision.
     *
     * @param requester the person who asked for the payment, and so does not decide on it; null: nobody has said
     */
    record HeldForReview(long untilMs, @Nullable String requester) implements PaymentEvent {}

    /** A person decided. */
    record Reviewed(Review.Decision decision) implements PaymentEvent {}

    record Authorized(@Nullable String reference) implements PaymentEvent {}

    record Captured(long amount, long fee, @Nullable String reference) implements PaymentEvent {}

    record Failed(Failure failure) implements PaymentEvent {}

    /** A capture or void was refused by the channel; the authorization stands. */
    record OperationRefused(Failure failure) implements PaymentEvent {}

    record Voided() implements PaymentEvent {}

    record Cancelled() implements PaymentEvent {}

    record Expired() implements PaymentEvent {}

    /** A charge that had been given up was made after all; it is to be given back. */
    record FoundCharged(@Nullable String reference) implements PaymentEvent {}

    /** Such a charge was given back. */
    record GivenBack() implements PaymentEvent {}

    record RefundStarted(long amount) implements PaymentEvent {}

    record RefundSucceeded(long amount) implements PaymentEvent {}

    record RefundFailed(long amount) implements PaymentEvent {}

    /** A refund that had counted as failed turned out to have happened. */
    record RefundFound(long amount) implements PaymentEvent {}
}
