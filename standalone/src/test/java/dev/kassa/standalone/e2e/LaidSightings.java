package dev.kassa.standalone.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.AttributeSeen;
import dev.kassa.avro.Customer;
import dev.kassa.avro.FurtherSeen;
import dev.kassa.avro.PaymentFact;
import dev.kassa.replay.LogReader;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Ids;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What of the payments of a log is to be laid by address and device, and what was: attribute, merchant and time of each. */
final class LaidSightings {
    static final int PARTITIONS = 4;

    private final LogReader log;
    private final Codecs codecs;

    LaidSightings(String bootstrapServers, Codecs codecs) {
        this.log = new LogReader(bootstrapServers, Map.of());
        this.codecs = codecs;
    }

    /** Of each payment's first fact, in no order. */
    List<String> toBe() {
        List<String> sightings = new ArrayList<>();
        AvroCodec<PaymentFact> payments = codecs.of(Topics.PAYMENTS);
        read(Topics.PAYMENTS, (key, value) -> {
            PaymentFact fact = payments.decode(value);
            Customer customer = fact.getCustomer();
            Ids.Place created = Ids.place(Ids.PAYMENT, fact.getId());
            boolean isFirst = created != null && created.offset() == fact.getCommandOffset();
            if (isFirst && customer != null) {
                String seen = " " + fact.getMerchantId() + " " + fact.getCreatedAtMs();
                add(sightings, "ip:", customer.getIp(), seen);
                add(sightings, "device:", customer.getDevice(), seen);
            }
        });
        return sightings;
    }

    /** As they stand in the topic of attributes, in no order. */
    List<String> laid() {
        List<String> sightings = new ArrayList<>();
        AvroCodec<AttributeSeen> attributes = codecs.of(Topics.RISK_ATTRIBUTES);
        read(Topics.RISK_ATTRIBUTES, (key, value) -> {
            AttributeSeen seen = attributes.decode(value);
            sightings.add(key + " " + seen.getMerchantId() + " " + seen.getAtMs());
            for (FurtherSeen further : seen.getFurther()) {
                sightings.add(further.getAttribute() + " " + further.getMerchantId() + " " + further.getAtMs());
            }
        });
        return sightings;
    }

    private static void add(List<String> sightings, String kind, @Nullable String value, String seen) {
        if (value != null && !value.isEmpty()) {
            sightings.add(kind + value + seen);
        }
    }

    private void read(Topic<?> topic, BiConsumer<String, byte[]> keyAndValue) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            try (LogReader.Records records = log.open(new TopicPartition(topic.name(), partition))) {
                records.forEachRemaining(record -> keyAndValue.accept(new String(record.key(), UTF_8), record.value()));
            }
        }
    }
}
