package dev.kassa.channel;

import dev.kassa.avro.ChannelCommand;
import dev.kassa.avro.ChannelOutcome;
import dev.kassa.avro.ChannelResult;

/** Outcomes as they stand in the log. */
public final class ChannelOutcomes {
    /** Longest text of a channel that is kept. */
    static final int MESSAGE_MAX = 500;

    private ChannelOutcomes() {}

    /** The outcome of a command's attempt. */
    public static ChannelOutcome of(ChannelCommand command, Outcome outcome) {
        ChannelOutcome.Builder builder = ChannelOutcome.newBuilder()
                .setMerchantId(command.getMerchantId())
                .setPaymentId(command.getPaymentId())
                .setRefundId(command.getRefundId())
                .setChannel(command.getChannel())
                .setOperation(command.getOperation())
                .setAttempt(command.getAttempt());
        return fill(builder, outcome).build();
    }

    /** Writes the result, with its reference or its code and message. */
    public static ChannelOutcome.Builder fill(ChannelOutcome.Builder builder, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Approved o -> builder.setResult(ChannelResult.APPROVED).setChannelReference(o.reference());
            case Outcome.Declined o -> no(builder.setResult(ChannelResult.DECLINED), o.code(), o.message());
            case Outcome.FailedForCertain o -> no(builder.setResult(ChannelResult.FAILED), o.code(), o.message());
            case Outcome.Unknown o -> no(builder.setResult(ChannelResult.UNKNOWN), "channel_unknown", o.reason());
            case Outcome.Pending o -> builder.setResult(ChannelResult.PENDING).setChannelReference(o.reference());
        };
    }

    private static ChannelOutcome.Builder no(ChannelOutcome.Builder builder, String code, String message) {
        return builder.setCode(code)
                .setMessage(message.length() <= MESSAGE_MAX ? message : message.substring(0, MESSAGE_MAX));
    }
}
