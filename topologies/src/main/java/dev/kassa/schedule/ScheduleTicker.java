package dev.kassa.schedule;

import dev.kassa.avro.JobEnvelope;
import dev.kassa.avro.Tick;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topics;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Writes a tick to {@code job-commands} every second, as whoever owns a partition does. The only place of the schedule that
 * reads the wall clock, and what it writes is only an input: its time is the broker's. See ADR 0004.
 */
final class ScheduleTicker implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final byte[] tick;

    ScheduleTicker(Codecs codecs) {
        tick = codecs.of(Topics.JOB_COMMANDS).encode(new JobEnvelope("", null, null, "schedule", null, new Tick()));
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        context.schedule(
                EVERY,
                PunctuationType.WALL_CLOCK_TIME,
                nowMs -> context.forward(new Record<>(new byte[0], tick, nowMs)));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        // Commands are the schedule's business.
    }
}
