package dev.kassa.bench.run;

import dev.kassa.standalone.broker.EmbeddedBroker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Plain records through the same broker: what the log itself can carry here. */
final class ProduceConsumeBenchmark implements Benchmark {
    private static final int RECORD_BYTES = 250;
    private static final int WARM = 200_000;
    private static final int MEASURED = 1_000_000;
    private static final String TOPIC = "plain";

    @Override
    public String name() {
        return "produce-consume";
    }

    @Override
    public String sentence() {
        return "Plain produce and consume of " + RECORD_BYTES + "-byte records on the same broker (a yardstick)";
    }

    @Override
    public Report run(Options options) throws Exception {
        try (TemporaryFolder folder = new TemporaryFolder();
                EmbeddedBroker broker = EmbeddedBroker.start(folder.path().resolve("kafka"))) {
            String servers = broker.bootstrapServers();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
                admin.createTopics(List.of(new NewTopic(TOPIC, House.PARTITIONS, (short) 1)))
                        .all()
                        .get();
            }
            carry(servers, WARM);
            double perSecond = carry(servers, MEASURED);
            return new Report(name())
                    .value("record_bytes", RECORD_BYTES)
                    .figure("records", "per_second", perSecond, "/s");
        }
    }

    private static double carry(String servers, int records) {
        try (Tail tail = new Tail(servers, TOPIC, House.PARTITIONS)) {
            long startNs = System.nanoTime();
            CompletableFuture<Void> sent = CompletableFuture.runAsync(
                    () -> produce(servers, records),
                    work -> Thread.ofPlatform().name("bench-feed").start(work));
            tail.read(records, Duration.ofSeconds(30), found -> {});
            long endNs = System.nanoTime();
            sent.join();
            return records / ((endNs - startNs) / 1e9);
        }
    }

    private static void produce(String servers, int records) {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers,
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.BATCH_SIZE_CONFIG,
                128 << 10,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < records; i++) {
                byte[] key = {(byte) i, (byte) (i >> 8), (byte) (i >> 16)};
                producer.send(new ProducerRecord<>(TOPIC, key, new byte[RECORD_BYTES]));
            }
            producer.flush();
        }
    }
}
