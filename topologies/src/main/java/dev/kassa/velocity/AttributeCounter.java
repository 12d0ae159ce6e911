package dev.kassa.velocity;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.AttributeSeen;
import dev.kassa.avro.Command;
import dev.kassa.avro.FlagAttribute;
import dev.kassa.avro.FurtherSeen;
import dev.kassa.avro.ReplyWhen;
import dev.kassa.risk.RiskSetting;
import dev.kassa.risk.RiskSettings;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topics;
import dev.kassa.stream.DeadLetters;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the payments of each address and device of its partition, and tells of those that pay too often at too many
 * merchants. What it remembers is in memory only; the first record after a start says where the past ends, and the past is
 * read from the log. The clock on the wall only says when to look for changed settings.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
final class AttributeCounter implements Processor<byte[], byte[], byte[], byte[]> {
    static final Duration SETTINGS_EVERY = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(AttributeCounter.class);

    private final Codecs codecs;
    private final Past past;
    private final AvroCodec<AttributeSeen> attributes;
    private final AvroCodec<Command> commands;
    private final DeadLetters deadLetters;
    private ProcessorContext<byte[], byte[]> context;
    private @Nullable Sightings sightings;
    private RiskSettings settings = RiskSettings.SHIPPED;

    AttributeCounter(Codecs codecs, Past past) {
        this.codecs = codecs;
        this.past = past;
        attributes = codecs.of(Topics.RISK_ATTRIBUTES);
        commands = codecs.of(Topics.COMMANDS);
        deadLetters = new DeadLetters(codecs);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        AcrossSettings table = new AcrossSettings(context, codecs);
        settings = table.read();
        context.schedule(SETTINGS_EVERY, PunctuationType.WALL_CLOCK_TIME, nowMs -> settings = table.read());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata place = context.recordMetadata().orElseThrow();
        if (sightings == null) {
            sightings = recalled(place, record.timestamp());
        }
        try {
            count(sightings, record.key(), record.value(), flag -> tell(record, flag));
        } catch (SerializationException e) {
            context.forward(deadLetters.of(record, place, e), VelocityTopology.UNREAD_ATTRIBUTES);
        }
    }

    private void count(
            Sightings sightings, byte @Nullable [] key, byte @Nullable [] value, Consumer<Sightings.Flag> told) {
        if (key == null || value == null) {
            throw new SerializationException("a sighting without a key or a value");
        }
        AttributeSeen seen = attributes.decode(value);
        try {
            count(sightings, new String(key, UTF_8), seen.getMerchantId(), seen.getAtMs(), told);
            for (FurtherSeen further : seen.getFurther()) {
                count(sightings, further.getAttribute(), further.getMerchantId(), further.getAtMs(), told);
            }
        } catch (IllegalArgumentException e) {
            throw new SerializationException(e.getMessage(), e);
        }
    }

    private void count(
            Sightings sightings, String attribute, String merchantId, long atMs, Consumer<Sightings.Flag> told) {
        Sightings.Flag flag = sightings.seen(attribute, merchantId, atMs, settings);
        if (flag != null) {
            told.accept(flag);
        }
    }

    /** What is remembered at a place in the log; what the past told of is not told again. */
    private Sightings recalled(RecordMetadata place, long nowMs) {
        Sightings recalled = new Sightings();
        long windowMs = settings.value(RiskSetting.ACROSS_WINDOW) * 1_000;
        past.before(place.partition(), place.offset(), nowMs - windowMs, (key, value) -> {
            try {
                count(recalled, key, value, flag -> {});
            } catch (SerializationException e) {
                LOG.debug("passed over again, as it is among the dead letters", e);
            }
        });
        LOG.atInfo()
                .addKeyValue("partition", place.partition())
                .addKeyValue("payers", recalled.payers())
                .log("recalled who paid of late");
        return recalled;
    }

    private void tell(Record<byte[], byte[]> record, Sightings.Flag flag) {
        FlagAttribute told = new FlagAttribute(flag.attribute().word(), flag.value(), flag.payments(), flag.untilMs());
        Command command = new Command("", null, null, ReplyWhen.CONCLUDED, "velocity", null, null, told);
        context.forward(record.withValue(commands.encode(command)), VelocityTopology.COMMANDS);
    }
}
