package dev.kassa.core;

import dev.kassa.avro.CallMode;
import dev.kassa.avro.ChannelCommand;
import dev.kassa.avro.ChannelOperation;
import dev.kassa.channelcall.Call;
import dev.kassa.channelcall.Operation;
import dev.kassa.payment.Payment;
import dev.kassa.payment.PaymentTerms;
import dev.kassa.refund.Refund;
import dev.kassa.refund.RefundTerms;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Topics;

/** Commits the intent of a call at a channel; a connector makes it. */
final class ChannelCalls {
    private final AvroCodec<ChannelCommand> codec;
    private final Outbox outbox;

    ChannelCalls(AvroCodec<ChannelCommand> codec, Outbox outbox) {
        this.codec = codec;
        this.outbox = outbox;
    }

    void ask(Turn turn, Payment payment, Call call) {
        PaymentTerms terms = payment.terms();
        Operation operation = call.pending().operation();
        send(new ChannelCommand(
                terms.merchantId(),
                payment.id(),
                null,
                terms.channel(),
                ChannelOperation.valueOf(operation.name()),
                CallMode.valueOf(call.mode().name()),
                call.pending().attempt(),
                operation.key(payment.id()),
                call.pending().amount(),
                terms.currency(),
                !terms.manualCapture(),
                terms.token(),
                payment.channelReference(),
                turn.nowMs(),
                turn.at().offset()));
    }

    void ask(Turn turn, Refund refund, Payment payment, Call call) {
        RefundTerms terms = refund.terms();
        Operation operation = call.pending().operation();
        send(new ChannelCommand(
                terms.merchantId(),
                terms.paymentId(),
                refund.id(),
                terms.channel(),
                ChannelOperation.valueOf(operation.name()),
                CallMode.valueOf(call.mode().name()),
                call.pending().attempt(),
                operation.key(refund.id()),
                call.pending().amount(),
                terms.currency(),
                true,
                payment.terms().token(),
                payment.channelReference(),
                turn.nowMs(),
                turn.at().offset()));
    }

    private void send(ChannelCommand command) {
        outbox.send(Topics.CHANNEL_COMMANDS, command.getMerchantId(), codec.encode(command));
    }
}
