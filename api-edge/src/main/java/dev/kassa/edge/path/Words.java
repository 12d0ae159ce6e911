package dev.kassa.edge.path;

import dev.kassa.avro.ChannelCommand;
import dev.kassa.avro.Command;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topics;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** What a record says of a payment, in a word. Not thread-safe, as codecs are not. */
final class Words {
    private final PaymentFact payment;
    private final AvroCodec<Command> commands;
    private final AvroCodec<PaymentFact> payments;
    private final AvroCodec<RefundFact> refunds;
    private final AvroCodec<EntryFact> entries;
    private final AvroCodec<ChannelCommand> calls;

    Words(Codecs codecs, PaymentFact payment) {
        this.payment = payment;
        commands = codecs.of(Topics.COMMANDS);
        payments = codecs.of(Topics.PAYMENTS);
        refunds = codecs.of(Topics.REFUNDS);
        entries = codecs.of(Topics.JOURNAL);
        calls = codecs.of(Topics.CHANNEL_COMMANDS);
    }

    /** The topics that may tell of it, each partitioned by merchant. */
    List<String> topics() {
        return List.of(
                Topics.COMMANDS.name(),
                Topics.PAYMENTS.name(),
                Topics.REFUNDS.name(),
                Topics.JOURNAL.name(),
                Topics.CHANNEL_COMMANDS.name());
    }

    /** Null where it is about something else, or cannot be read. */
    @Nullable
    String of(ConsumerRecord<byte[], byte[]> read) {
        byte[] value = read.value();
        if (value == null) {
            return null;
        }
        try {
            return word(read.topic(), value);
        } catch (SerializationException e) {
            return null; // It is among the dead letters.
        }
    }

    private @Nullable String word(String topic, byte[] value) {
        if (topic.equals(Topics.COMMANDS.name())) {
            return word(commands.decode(value));
        }
        if (topic.equals(Topics.PAYMENTS.name())) {
            PaymentFact fact = payments.decode(value);
            return mine(fact.getId()) ? lower(fact.getStatus()) : null;
        }
        if (topic.equals(Topics.REFUNDS.name())) {
            RefundFact fact = refunds.decode(value);
            return mine(fact.getPaymentId()) ? "refund " + lower(fact.getStatus()) : null;
        }
        if (topic.equals(Topics.JOURNAL.name())) {
            EntryFact entry = entries.decode(value);
            return mine(entry.getPaymentId()) ? entry.getKind() : null;
        }
        ChannelCommand call = calls.decode(value);
        return mine(call.getPaymentId()) ? lower(call.getMode()) + " " + lower(call.getOperation()) : null;
    }

    /** The command that asked for it names its order, the later ones the payment. */
    private @Nullable String word(Command command) {
        if (!(command.getBody() instanceof SpecificRecordBase body)) {
            return null;
        }
        String named = field(body, "payment_id");
        boolean mine = named == null
                ? payment.getOrderNo().equals(field(body, "order_no"))
                        && payment.getMerchantId().equals(field(body, "merchant_id"))
                : mine(named);
        return mine ? body.getSchema().getName() : null;
    }

    private static @Nullable String field(SpecificRecordBase body, String name) {
        Schema.Field field = body.getSchema().getField(name);
        Object value = field == null ? null : body.get(field.pos());
        return value == null ? null : value.toString();
    }

    private boolean mine(@Nullable String paymentId) {
        return payment.getId().equals(paymentId);
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
