package dev.kassa.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.Command;
import dev.kassa.avro.DeadLetter;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import dev.kassa.stream.CommitPace;
import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands each command of a partition to the {@link Core}, and what it writes to the sinks. Poison goes to the dead letters. */
final class CoreProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Logger log = LoggerFactory.getLogger(CoreProcessor.class);

    private final CoreSettings settings;
    private final Codecs codecs;
    private final RiskWatch watch;
    private final AvroCodec<Command> commandCodec;
    private final AvroCodec<DeadLetter> deadLetterCodec;
    private @Nullable ProcessorContext<byte[], byte[]> context;
    private @Nullable Core core;
    private @Nullable CommitPace pace;

    CoreProcessor(CoreSettings settings, Codecs codecs, RiskWatch watch) {
        this.settings = settings;
        this.codecs = codecs;
        this.watch = watch;
        this.commandCodec = codecs.of(Topics.COMMANDS);
        this.deadLetterCodec = codecs.of(Topics.DEAD_LETTERS);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> newContext) {
        context = newContext;
        pace = new CommitPace(newContext);
        core = new Core(
                settings,
                codecs,
                CoreStores.open(newContext),
                new Sinks(newContext),
                newContext.taskId().partition(),
                watch);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        opened(pace).worked();
        ProcessorContext<byte[], byte[]> here = opened(context);
        RecordMetadata place = here.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a command without its place in the log"));
        try {
            Command command = commandCodec.decode(record.value() == null ? new byte[0] : record.value());
            opened(core).handle(command, new Moment(place.partition(), place.offset(), record.timestamp()));
        } catch (SerializationException | PoisonedCommandException e) {
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            log.atWarn()
                    .addKeyValue("partition", place.partition())
                    .addKeyValue("offset", place.offset())
                    .log("a command goes to the dead letters: {}", reason);
            DeadLetter letter = new DeadLetter(
                    place.topic(),
                    place.partition(),
                    place.offset(),
                    reason,
                    record.key() == null ? null : ByteBuffer.wrap(record.key()),
                    record.value() == null ? null : ByteBuffer.wrap(record.value()));
            forward(here, Topics.DEAD_LETTERS, record.key(), deadLetterCodec.encode(letter));
        }
    }

    @Override
    public void close() {
        if (core != null) {
            core.close();
        }
    }

    /** The sinks of the topology, as the core's outbox. */
    private record Sinks(ProcessorContext<byte[], byte[]> context) implements Outbox {
        @Override
        public void send(Topic<?> topic, String key, byte[] value) {
            forward(context, topic, key.getBytes(UTF_8), value);
        }

        @Override
        public void command(int partition, byte[] command) {
            byte[] key = ByteBuffer.allocate(Integer.BYTES).putInt(partition).array();
            context.forward(new Record<>(key, command, context.currentStreamTimeMs()), CoreTopology.PARTITIONS);
        }
    }

    private static void forward(
            ProcessorContext<byte[], byte[]> context, Topic<?> topic, byte @Nullable [] key, byte[] value) {
        context.forward(new Record<>(key, value, context.currentStreamTimeMs()), CoreTopology.sink(topic));
    }

    private static <T> T opened(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("used before init");
        }
        return part;
    }
}
