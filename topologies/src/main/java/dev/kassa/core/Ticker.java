package dev.kassa.core;

import dev.kassa.avro.Command;
import dev.kassa.avro.ReplyWhen;
import dev.kassa.avro.Tick;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topics;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Writes a tick to its partition of {@code commands} every second. Whoever owns the partition does, so there is always
 * just one; a tick more or less changes nothing but when a deadline is seen. This is the only place of the core that
 * reads the wall clock, and what it writes is only an input.
 */
final class Ticker implements Processor<byte[], byte[], Integer, byte[]> {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final byte[] tick;

    Ticker(Codecs codecs) {
        AvroCodec<Command> codec = codecs.of(Topics.COMMANDS);
        tick = codec.encode(new Command("", null, null, ReplyWhen.CONCLUDED, "schedule", null, null, new Tick()));
    }

    @Override
    public void init(ProcessorContext<Integer, byte[]> context) {
        int partition = context.taskId().partition();
        context.schedule(
                EVERY, PunctuationType.WALL_CLOCK_TIME, nowMs -> context.forward(new Record<>(partition, tick, nowMs)));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        // Commands are the core's business.
    }
}
