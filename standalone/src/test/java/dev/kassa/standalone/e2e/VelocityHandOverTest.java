package dev.kassa.standalone.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.avro.Customer;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RiskFact;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Ids;
import dev.kassa.schema.Topics;
import dev.kassa.standalone.broker.EmbeddedBroker;
import dev.kassa.standalone.node.Applications;
import dev.kassa.standalone.node.CatalogueTopics;
import dev.kassa.standalone.node.StreamsApplication;
import dev.kassa.standalone.node.Surroundings;
import dev.kassa.standalone.registry.RegistryServer;
import dev.kassa.stream.Spread;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes of the velocity application that come and go while payments flow, on one broker. */
class VelocityHandOverTest {
    private static final Spread SHARED = new Spread(1, 0, null, true);
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void eachSightingIsLaidOnceWhoeverHasThePartition() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
            CatalogueTopics.create(broker.bootstrapServers(), LaidSightings.PARTITIONS, (short) 1);
            try (RegistryServer registry = new RegistryServer(broker.bootstrapServers(), 0, (short) 1, Map.of())) {
                registry.start();
                Codecs codecs = new Codecs(registry.registry());
                LaidSightings sightings = new LaidSightings(broker.bootstrapServers(), codecs);
                AtomicBoolean stop = new AtomicBoolean();
                CompletableFuture<Void> flow =
                        CompletableFuture.runAsync(() -> pay(broker.bootstrapServers(), codecs, stop));
                StreamsApplication first = velocity(broker, codecs, "1");
                awaitWork(first, sightings);
                StreamsApplication second = velocity(broker, codecs, "2");
                awaitWork(second, sightings);
                first.close();
                awaitWork(second, sightings);
                second.close();
                try (StreamsApplication third = velocity(broker, codecs, "3")) {
                    awaitWork(third, sightings);
                    stop.set(true);
                    flow.join();
                    List<String> toBe = sightings.toBe();
                    await().atMost(LONG)
                            .untilAsserted(() -> assertThat(sightings.laid()).hasSizeGreaterThanOrEqualTo(toBe.size()));
                    assertThat(sightings.laid()).containsExactlyInAnyOrderElementsOf(toBe);
                }
            }
        }
    }

    private StreamsApplication velocity(EmbeddedBroker broker, Codecs codecs, String name) {
        Surroundings surroundings = new Surroundings(
                broker.bootstrapServers(), codecs, LaidSightings.PARTITIONS, (short) 1, name, SHARED, Map.of());
        return Applications.velocity(surroundings, folder.resolve("state-" + name), () -> {});
    }

    /** It runs, and more was laid since. */
    private static void awaitWork(StreamsApplication velocity, LaidSightings sightings) {
        await().atMost(LONG).until(velocity::ready);
        int before = sightings.laid().size();
        await().atMost(LONG).until(() -> sightings.laid().size() > before);
    }

    /** Some two thousand payments a second, spread over the partitions. */
    private static void pay(String bootstrapServers, Codecs codecs, AtomicBoolean stop) {
        AvroCodec<PaymentFact> payments = codecs.of(Topics.PAYMENTS);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int number = 0; !stop.get(); number++) {
                int partition = number % LaidSightings.PARTITIONS;
                producer.send(new ProducerRecord<>(
                        Topics.PAYMENTS.name(),
                        partition,
                        ("p-" + number).getBytes(UTF_8),
                        payments.encode(payment(partition, number))));
                LockSupport.parkNanos(500_000);
            }
        }
    }

    private static PaymentFact payment(int partition, int number) {
        long nowMs = System.currentTimeMillis();
        return PaymentFact.newBuilder()
                .setId(Ids.of(Ids.PAYMENT, nowMs, partition, number))
                .setMerchantId("shop")
                .setOrderNo("o-" + number)
                .setAmount(10_00)
                .setCurrency("EUR")
                .setStatus(PaymentStatusCode.PROCESSING)
                .setStatusBefore(PaymentStatusCode.CREATED)
                .setChannel("simulator")
                .setRisk(RiskFact.newBuilder().build())
                .setCustomer(new Customer("c", null, "192.0.2." + number % 200, "d-" + number, null))
                .setOccurredAtMs(nowMs)
                .setCreatedAtMs(nowMs)
                .setUpdatedAtMs(nowMs)
                .setPartition(partition)
                .setSequence(number)
                .setCommandOffset(number)
                .build();
    }
}
