package dev.kassa.velocity;

import dev.kassa.avro.AttributeSeen;
import dev.kassa.avro.Command;
import dev.kassa.avro.FlagAttribute;
import dev.kassa.avro.ReplyWhen;
import dev.kassa.risk.RiskSettings;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topics;
import dev.kassa.stream.DeadLetters;
import java.time.Duration;
import java.util.OptionalInt;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Counts the payments of each address and device of its partition, and tells of those that pay too often at too many
 * merchants. The clock on the wall only says when to look for changed settings and for what may be forgotten.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
final class AttributeCounter implements Processor<byte[], byte[], byte[], byte[]> {
    static final Duration SETTINGS_EVERY = Duration.ofSeconds(1);
    static final Duration FORGETS_EVERY = Duration.ofSeconds(10);
    private static final int LOOKED_AT_MAX = 2_000;

    private final Codecs codecs;
    private final AvroCodec<AttributeSeen> attributes;
    private final AvroCodec<Command> commands;
    private final DeadLetters deadLetters;
    private ProcessorContext<byte[], byte[]> context;
    private AttributeStore windows;
    private RiskSettings settings = RiskSettings.SHIPPED;
    private long latestMs;

    AttributeCounter(Codecs codecs) {
        this.codecs = codecs;
        attributes = codecs.of(Topics.RISK_ATTRIBUTES);
        commands = codecs.of(Topics.COMMANDS);
        deadLetters = new DeadLetters(codecs);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        windows = new AttributeStore(context, codecs);
        AcrossSettings table = new AcrossSettings(context, codecs);
        settings = table.read();
        context.schedule(SETTINGS_EVERY, PunctuationType.WALL_CLOCK_TIME, nowMs -> settings = table.read());
        context.schedule(FORGETS_EVERY, PunctuationType.WALL_CLOCK_TIME, nowMs -> forget());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        try {
            count(record, attributes.decode(record.value() == null ? new byte[0] : record.value()));
        } catch (SerializationException e) {
            context.forward(
                    deadLetters.of(record, context.recordMetadata().orElseThrow(), e),
                    VelocityTopology.UNREAD_ATTRIBUTES);
        }
    }

    private void count(Record<byte[], byte[]> record, AttributeSeen seen) {
        latestMs = Math.max(latestMs, seen.getAtMs());
        AttributeWindow window = windows.get(record.key(), settings);
        OptionalInt payments =
                window.paid(Attribute.of(seen.getKind()), seen.getMerchantId(), seen.getAtMs(), settings);
        windows.put(record.key(), window);
        if (payments.isPresent()) {
            FlagAttribute flag =
                    new FlagAttribute(seen.getKind(), seen.getValue(), payments.getAsInt(), window.flaggedUntilMs());
            context.forward(record.withValue(command(flag)), VelocityTopology.COMMANDS);
        }
    }

    private byte[] command(FlagAttribute flag) {
        return commands.encode(new Command("", null, null, ReplyWhen.CONCLUDED, "velocity", null, null, flag));
    }

    /** What is before the window can change nothing; by the log's own time, so that an outage forgets nothing. */
    private void forget() {
        windows.forget(latestMs - AttributeWindow.windowMs(settings), LOOKED_AT_MAX);
    }
}
