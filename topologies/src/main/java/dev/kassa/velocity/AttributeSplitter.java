package dev.kassa.velocity;

import dev.kassa.avro.AttributeSeen;
import dev.kassa.avro.Customer;
import dev.kassa.avro.PaymentFact;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.PaymentStatuses;
import dev.kassa.schema.Topics;
import dev.kassa.stream.DeadLetters;
import java.time.Duration;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The address and the device of each payment that was just created, those of many payments in a record. What waits for its
 * record is in memory only; how far the payments are laid is stored, and those after that are read again after a start. The
 * clock on the wall only says how long they wait.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
final class AttributeSplitter implements Processor<byte[], byte[], byte[], byte[]> {
    /** The store of how far the payments are laid, with one row. */
    static final String LAID = "laid";

    static final Bytes LAID_TO = Bytes.wrap(new byte[] {0});
    static final Duration LAY_EVERY = Duration.ofMillis(20);

    private static final Logger LOG = LoggerFactory.getLogger(AttributeSplitter.class);

    /** A longer one is no address and no device's name, and would be kept. */
    private static final int VALUE_MAX = 255;

    private final Unlaid unlaid;
    private final int partitions;
    private final AvroCodec<PaymentFact> payments;
    private final AvroCodec<AttributeSeen> attributes;
    private final DeadLetters deadLetters;
    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<Bytes, Long> laid;
    private @Nullable Laying laying;
    private long latestMs;

    AttributeSplitter(Codecs codecs, Unlaid unlaid, int partitions) {
        this.unlaid = unlaid;
        this.partitions = partitions;
        payments = codecs.of(Topics.PAYMENTS);
        attributes = codecs.of(Topics.RISK_ATTRIBUTES);
        deadLetters = new DeadLetters(codecs);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        laid = context.getStateStore(LAID);
        context.schedule(LAY_EVERY, PunctuationType.WALL_CLOCK_TIME, this::layWhatWaits);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata place = context.recordMetadata().orElseThrow();
        PaymentFact payment;
        try {
            payment = decoded(record.value());
        } catch (SerializationException e) {
            context.forward(deadLetters.of(record, place, e), VelocityTopology.UNREAD_PAYMENTS);
            return;
        }
        latestMs = Math.max(latestMs, record.timestamp());
        if (laying == null) {
            Long laidTo = laid.get(LAID_TO);
            laying = laidTo == null ? begun(place.offset() - 1) : resumed(laidTo);
        }
        if (laying.isUnread(place.offset())) {
            see(laying, payment);
            laying.read(place.offset());
            if (laying.isFull()) {
                lay(laying);
            }
        }
    }

    private void layWhatWaits(long nowMs) {
        if (laying == null) {
            Long laidTo = laid.get(LAID_TO);
            if (laidTo == null) {
                return;
            }
            latestMs = Math.max(latestMs, nowMs);
            laying = resumed(laidTo);
        }
        if (!laying.isEmpty()) {
            lay(laying);
        }
    }

    /** From here on, so that what waits at the first commit is found again. */
    private Laying begun(long laidTo) {
        laid.put(LAID_TO, laidTo);
        return new Laying(partitions, laidTo);
    }

    /** What cannot be read is among the dead letters, or will be when it is handed over. */
    private Laying resumed(long laidTo) {
        Laying resumed = new Laying(partitions, laidTo);
        unlaid.between(context.taskId().partition(), laidTo + 1, laidTo + Laying.UNLAID_MAX, (offset, value) -> {
            try {
                see(resumed, decoded(value));
                resumed.read(offset);
            } catch (SerializationException e) {
                LOG.debug("passed over, as it is a dead letter", e);
            }
        });
        return resumed;
    }

    private PaymentFact decoded(byte @Nullable [] value) {
        return payments.decode(value == null ? new byte[0] : value);
    }

    private static void see(Laying laying, PaymentFact payment) {
        Customer customer = payment.getCustomer();
        if (customer != null && PaymentStatuses.opens(payment)) {
            see(laying, payment, Attribute.IP, customer.getIp());
            see(laying, payment, Attribute.DEVICE, customer.getDevice());
        }
    }

    private static void see(Laying laying, PaymentFact payment, Attribute attribute, @Nullable String value) {
        if (value != null && !value.isEmpty() && value.length() <= VALUE_MAX) {
            laying.seen(attribute.key(value), payment.getMerchantId(), payment.getCreatedAtMs());
        }
    }

    private void lay(Laying laying) {
        for (Laying.Laid record : laying.lay()) {
            context.forward(
                    new Record<>(record.key(), attributes.encode(record.seen()), latestMs),
                    VelocityTopology.ATTRIBUTES);
        }
        laid.put(LAID_TO, laying.laidTo());
    }
}
