package dev.kassa.refund;

import dev.kassa.channelcall.Call;
import dev.kassa.channelcall.PendingOperation;
import dev.kassa.payment.Failure;
import org.jspecify.annotations.Nullable;

/** What happened to a refund. */
public sealed interface RefundEvent {
    /** A call at the channel was decided; a connector makes it. */
    record ChannelAsked(Call call) implements RefundEvent {}

    /** The channel left it open: {@code pending} or {@code unknown}. */
    record LeftOpen(
            String inDoubt,
            PendingOperation pending,
            @Nullable String reference) implements RefundEvent {}

    /** The money has gone back: the hold is posted. */
    record Succeeded(@Nullable String reference) implements RefundEvent {}

    /** The hold is released. */
    record Failed(Failure failure) implements RefundEvent {}

    /** A refund that had counted as failed has happened at the channel: it is booked after all. */
    record Found(@Nullable String reference) implements RefundEvent {}
}
