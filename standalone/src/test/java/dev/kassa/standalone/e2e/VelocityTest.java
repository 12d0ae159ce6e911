package dev.kassa.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.avro.Command;
import dev.kassa.avro.FlagAttribute;
import dev.kassa.avro.PaymentFact;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.HttpSchemaRegistry;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import dev.kassa.standalone.e2e.Api.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A device that pays at many merchants: counted by an application of its own, told to every partition, heeded by the core. */
@ExtendWith(House.Shared.class)
class VelocityTest {
    private static final int PARTITIONS = 4;
    private static final int DEVICE_MAX = 15;
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void aDeviceAtManyMerchantsIsToldToEveryPartitionOnceAndSpeaksAgainstItsNextPayment(House house) {
        String device = "device-" + System.nanoTime();
        List<Api> merchants = List.of(house.newMerchant(), house.newMerchant(), house.newMerchant());
        for (int i = 0; i <= DEVICE_MAX; i++) {
            Answer paid = merchants.get(i % 3).post("/v1/payments", payment("v-" + i, device));
            assertThat(paid.status()).as(paid.text()).isEqualTo(201);
            assertThat(paid.json().path("risk").path("reasons").toString()).doesNotContain("across");
        }
        Codecs codecs = new Codecs(HttpSchemaRegistry.of(house.endpoint("registry")));
        String kafka = house.endpoint("kafka");

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(flags(kafka, codecs, device)).hasSize(PARTITIONS));

        List<ConsumerRecord<byte[], Command>> flags = flags(kafka, codecs, device);
        assertThat(flags).extracting(ConsumerRecord::partition).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(flags).allSatisfy(flag -> {
            FlagAttribute told = (FlagAttribute) flag.value().getBody();
            assertThat(told.getKind()).isEqualTo("device");
            assertThat(told.getCount()).isEqualTo(DEVICE_MAX + 1);
            assertThat(flag.key()).isNull();
        });
        reportLag(kafka, codecs, device, flags);

        Api another = house.newMerchant();
        Answer next = another.post("/v1/payments", payment("v-next", device));
        assertThat(next.json().path("risk").path("reasons").toString()).contains("frequent_device_across_merchants");
        assertThat(flags(kafka, codecs, device)).hasSize(PARTITIONS);
    }

    /** From the append of the fact of the payment that was one too many to the append of the last flag. */
    private static void reportLag(
            String kafka, Codecs codecs, String device, List<ConsumerRecord<byte[], Command>> flags) {
        long paidMs = read(kafka, Topics.PAYMENTS, codecs, fact -> isOf(fact, device)).stream()
                .filter(record ->
                        record.value().getCreatedAtMs() == record.value().getUpdatedAtMs())
                .mapToLong(ConsumerRecord::timestamp)
                .max()
                .orElseThrow();
        long toldMs = flags.stream()
                .max(Comparator.comparingLong(ConsumerRecord::timestamp))
                .orElseThrow()
                .timestamp();
        System.out.printf("lag from payment to flag: %d ms%n", toldMs - paidMs);
        assertThat(toldMs - paidMs).isLessThan(LONG.toMillis());
    }

    private static boolean isOf(PaymentFact fact, String device) {
        return fact.getCustomer() != null && device.equals(fact.getCustomer().getDevice());
    }

    private static List<ConsumerRecord<byte[], Command>> flags(String kafka, Codecs codecs, String device) {
        return read(
                kafka,
                Topics.COMMANDS,
                codecs,
                command -> command.getBody() instanceof FlagAttribute flag
                        && flag.getValue().equals(device));
    }

    private static <T extends SpecificRecordBase> List<ConsumerRecord<byte[], T>> read(
            String kafka, Topic<T> topic, Codecs codecs, Predicate<T> wanted) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", kafka, "isolation.level", "read_committed", "auto.offset.reset", "earliest");
        List<ConsumerRecord<byte[], T>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], T> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), codecs.of(topic))) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                partitions.add(new TopicPartition(topic.name(), partition));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (wanted.test(record.value())) {
                        found.add(record);
                    }
                });
            }
        }
        return found;
    }

    private static String payment(String orderNo, String device) {
        return """
                {"order_no": "%s", "amount": 1000, "currency": "EUR", "customer": {"id": "%s", "device": "%s"}}""".formatted(orderNo, orderNo, device);
    }
}
