package dev.kassa.channel.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.CallMode;
import dev.kassa.avro.ChannelCommand;
import dev.kassa.avro.ChannelOutcome;
import dev.kassa.avro.DeadLetter;
import dev.kassa.channel.Channel;
import dev.kassa.channel.Commands;
import dev.kassa.channel.FakeChannel;
import dev.kassa.channel.runner.ConnectorSettings.Kind;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** What a test of the runner needs: commands in, outcomes out, and runners of a group of the test's own. */
final class RunnerFixture implements AutoCloseable {
    private final TestBroker broker;
    private final Codecs codecs = new Codecs(new InMemorySchemaRegistry());
    private final List<ConnectorRunner> runners = new ArrayList<>();
    private final Map<String, KafkaConsumer<byte[], byte[]>> readers = new HashMap<>();
    private final List<ChannelOutcome> outcomes = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    final String name;

    RunnerFixture(TestBroker broker, String name) {
        this.broker = broker;
        this.name = name;
    }

    /** A channel of the test's own, so that it sees nothing of other tests' commands. */
    FakeChannel channel() {
        return new FakeChannel(name);
    }

    ConnectorSettings settings(Kind kind) {
        return ConnectorSettings.of(kind)
                .withGroup(name, name + "-1")
                .withLanes(2)
                .withTimes(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(1));
    }

    ConnectorRunner run(ConnectorSettings settings, Channel channel) {
        ConnectorRunner runner = new ConnectorRunner(broker.bootstrap(), codecs, List.of(channel), settings, Map.of());
        runners.add(runner);
        runner.start();
        return runner;
    }

    ChannelCommand command(String payment, CallMode mode) {
        ChannelCommand command = Commands.authorize("m-" + payment, name + payment, mode, null);
        command.setChannel(name);
        return command;
    }

    byte[] bytes(ChannelCommand command) {
        return codecs.of(Topics.CHANNEL_COMMANDS).encode(command);
    }

    void send(ChannelCommand... commands) {
        try (KafkaProducer<byte[], byte[]> producer = producer(null)) {
            for (ChannelCommand command : commands) {
                producer.send(outgoing(command.getMerchantId(), bytes(command)));
            }
        }
    }

    static ProducerRecord<byte[], byte[]> outgoing(String merchant, byte[] value) {
        return new ProducerRecord<>(Topics.CHANNEL_COMMANDS.name(), merchant.getBytes(UTF_8), value);
    }

    KafkaProducer<byte[], byte[]> producer(@Nullable String transactionalId) {
        Map<String, Object> config = new HashMap<>(Map.of("bootstrap.servers", broker.bootstrap()));
        if (transactionalId != null) {
            config.put("transactional.id", transactionalId);
        }
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** The outcomes so far of this test's payments, in the order of the log. */
    List<ChannelOutcome> outcomes() {
        read(Topics.COMMANDS).forEach(command -> {
            if (command.getBody() instanceof ChannelOutcome outcome
                    && outcome.getPaymentId().startsWith(name)) {
                outcomes.add(outcome);
            }
        });
        return outcomes;
    }

    List<String> results() {
        return outcomes().stream()
                .map(o -> o.getPaymentId().substring(name.length()) + " " + o.getResult())
                .sorted()
                .toList();
    }

    List<DeadLetter> deadLetters() {
        deadLetters.addAll(read(Topics.DEAD_LETTERS));
        return deadLetters;
    }

    private <T extends SpecificRecordBase> List<T> read(Topic<T> topic) {
        KafkaConsumer<byte[], byte[]> reader = readers.computeIfAbsent(topic.name(), this::reader);
        AvroCodec<T> codec = codecs.of(topic);
        List<T> values = new ArrayList<>();
        reader.poll(Duration.ofMillis(50)).forEach(r -> values.add(codec.decode(r.value())));
        return values;
    }

    private KafkaConsumer<byte[], byte[]> reader(String topic) {
        KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrap(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, TestBroker.PARTITIONS)
                .mapToObj(p -> new TopicPartition(topic, p))
                .toList();
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        return reader;
    }

    @Override
    public void close() {
        runners.forEach(ConnectorRunner::close);
        readers.values().forEach(KafkaConsumer::close);
    }
}
