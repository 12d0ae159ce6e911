package dev.kassa.channel.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.CallMode;
import dev.kassa.avro.ChannelCommand;
import dev.kassa.channel.Channel;
import dev.kassa.channel.Commands;
import dev.kassa.channel.inprocess.InProcessChannel;
import dev.kassa.channel.simulator.SimulatorChannel;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.schema.Topics;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Measures an intake on a broker of its own: {@code SHARE|GROUP in-process|URL records rate/s lanes [slow token every
 * n-th]}. First all records at once (throughput), then at a rate (latency).
 */
final class IntakeMeasurement {
    private IntakeMeasurement() {}

    public static void main(String[] args) throws Exception {
        ConnectorSettings.Kind kind = ConnectorSettings.Kind.valueOf(args[0]);
        int records = Integer.parseInt(args[2]);
        int rate = Integer.parseInt(args[3]);
        int lanes = Integer.parseInt(args[4]);
        String slow = args.length > 5 ? args[5] : "";
        Codecs codecs = new Codecs(new InMemorySchemaRegistry());
        try (TestBroker broker = new TestBroker(Files.createTempDirectory("measure"))) {
            Channel channel = args[1].equals("in-process")
                    ? new InProcessChannel()
                    : new SimulatorChannel(SimulatorChannel.Settings.of(URI.create(args[1]), null, new byte[32]));
            ConnectorSettings settings = ConnectorSettings.of(kind).withLanes(lanes);
            for (int round = 0; round < 2; round++) {
                try (ConnectorRunner runner =
                                new ConnectorRunner(broker.bootstrap(), codecs, List.of(channel), settings, Map.of());
                        KafkaProducer<byte[], byte[]> producer = producer(broker)) {
                    AvroCodec<ChannelCommand> codec = codecs.of(Topics.CHANNEL_COMMANDS);
                    produce(producer, codec, "warm" + round, records, 0, "");
                    long start = System.nanoTime();
                    runner.start();
                    await(runner, records);
                    double seconds = (System.nanoTime() - start) / 1e9;
                    System.out.printf(
                            "%s %s round %d: %d records in %.2f s from start = %.0f/s%n",
                            kind, args[1], round, records, seconds, records / seconds);
                    start = System.nanoTime();
                    produce(producer, codec, "burst" + round, records, 0, "");
                    await(runner, 2L * records);
                    seconds = (System.nanoTime() - start) / 1e9;
                    System.out.printf(
                            "   joined: %d in %.2f s = %.0f/s (production of the records included)%n",
                            records, seconds, records / seconds);
                    ConnectorMetrics before = runner.metrics();
                    System.out.println("   " + before);
                }
                try (ConnectorRunner runner =
                                new ConnectorRunner(broker.bootstrap(), codecs, List.of(channel), settings, Map.of());
                        KafkaProducer<byte[], byte[]> producer = producer(broker)) {
                    runner.start();
                    AvroCodec<ChannelCommand> codec = codecs.of(Topics.CHANNEL_COMMANDS);
                    produce(producer, codec, "warmup" + round, 100, 50, "");
                    await(runner, 100);
                    ConnectorMetrics warm = runner.metrics();
                    int count = rate * 8;
                    produce(producer, codec, "paced" + round, count, rate, slow);
                    await(runner, count + 100);
                    System.out.printf(
                            "   at %d/s: hop %s (warm-up was %s)%n   call %s%n   %s%n",
                            rate,
                            runner.metrics().hopLatency(),
                            warm.hopLatency(),
                            runner.metrics().callLatency(),
                            runner.metrics());
                }
            }
        }
        System.exit(0);
    }

    private static KafkaProducer<byte[], byte[]> producer(TestBroker broker) {
        Properties config = new Properties();
        config.put("bootstrap.servers", broker.bootstrap());
        config.put("linger.ms", "0");
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void produce(
            KafkaProducer<byte[], byte[]> producer,
            AvroCodec<ChannelCommand> codec,
            String prefix,
            int count,
            int rate,
            String slow) {
        long start = System.nanoTime();
        AtomicInteger slowOnes = new AtomicInteger();
        for (int i = 0; i < count; i++) {
            if (rate > 0) {
                long due = start + i * 1_000_000_000L / rate;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
            }
            String merchant = "m" + i % 97;
            boolean isSlow = !slow.isEmpty() && i % 100 == 0;
            if (isSlow) {
                slowOnes.incrementAndGet();
            }
            byte[] value = codec.encode(Commands.authorize(
                    merchant, prefix + "-" + System.nanoTime() + "-" + i, CallMode.CALL, isSlow ? slow : "tok_ok"));
            producer.send(new ProducerRecord<>(Topics.CHANNEL_COMMANDS.name(), merchant.getBytes(UTF_8), value));
        }
        producer.flush();
    }

    private static void await(ConnectorRunner runner, long outcomes) {
        while (runner.metrics().outcomes().getOrDefault("approved", 0L) < outcomes) {
            LockSupport.parkNanos(1_000_000);
        }
    }
}
