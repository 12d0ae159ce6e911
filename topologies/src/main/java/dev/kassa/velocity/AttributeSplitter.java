package dev.kassa.velocity;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.AttributeSeen;
import dev.kassa.avro.Customer;
import dev.kassa.avro.PaymentFact;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Ids;
import dev.kassa.schema.Topics;
import dev.kassa.stream.DeadLetters;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** A record for the address, and one for the device, of each payment that was just created. */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
final class AttributeSplitter implements Processor<byte[], byte[], byte[], byte[]> {
    /** A longer one is no address and no device's name, and would be kept. */
    private static final int VALUE_MAX = 255;

    private final AvroCodec<PaymentFact> payments;
    private final AvroCodec<AttributeSeen> attributes;
    private final DeadLetters deadLetters;
    private ProcessorContext<byte[], byte[]> context;

    AttributeSplitter(Codecs codecs) {
        payments = codecs.of(Topics.PAYMENTS);
        attributes = codecs.of(Topics.RISK_ATTRIBUTES);
        deadLetters = new DeadLetters(codecs);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        PaymentFact payment;
        try {
            payment = payments.decode(record.value() == null ? new byte[0] : record.value());
        } catch (SerializationException e) {
            context.forward(
                    deadLetters.of(record, context.recordMetadata().orElseThrow(), e),
                    VelocityTopology.UNREAD_PAYMENTS);
            return;
        }
        Customer customer = payment.getCustomer();
        if (customer != null && isNew(payment)) {
            tell(record, payment, Attribute.IP, customer.getIp());
            tell(record, payment, Attribute.DEVICE, customer.getDevice());
        }
    }

    /** Its id names the command that created it; later facts come of later commands. */
    private static boolean isNew(PaymentFact payment) {
        return payment.getId()
                .equals(Ids.of(
                        Ids.PAYMENT, payment.getCreatedAtMs(), payment.getPartition(), payment.getCommandOffset()));
    }

    private void tell(Record<byte[], byte[]> record, PaymentFact payment, Attribute attribute, @Nullable String value) {
        if (value == null || value.isEmpty() || value.length() > VALUE_MAX) {
            return;
        }
        AttributeSeen seen = new AttributeSeen(payment.getMerchantId(), payment.getCreatedAtMs());
        context.forward(
                record.withKey(attribute.key(value).getBytes(UTF_8)).withValue(attributes.encode(seen)),
                VelocityTopology.ATTRIBUTES);
    }
}
