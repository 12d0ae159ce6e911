package dev.kassa.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.FactPosition;
import dev.kassa.avro.JobEnvelope;
import dev.kassa.avro.JobFact;
import dev.kassa.avro.JobRunFact;
import dev.kassa.avro.NoticeFact;
import dev.kassa.avro.Reply;
import dev.kassa.avro.SettlementRun;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** What the schedule writes. Not thread-safe. */
final class ScheduleOut {
    private final ProcessorContext<byte[], byte[]> context;
    private final Codecs codecs;

    ScheduleOut(ProcessorContext<byte[], byte[]> context, Codecs codecs) {
        this.context = context;
        this.codecs = codecs;
    }

    void job(JobFact job, long nowMs) {
        write(Topics.JOBS, job.getName(), job, nowMs);
    }

    void run(JobRunFact run, long nowMs) {
        write(Topics.JOB_RUNS, run.getId(), run, nowMs);
    }

    @SuppressWarnings("NullAway") // a record without a value is how a compacted topic forgets
    void forgetRun(String id, long nowMs) {
        context.forward(new Record<>(id.getBytes(UTF_8), null, nowMs), ScheduleTopology.sink(Topics.JOB_RUNS));
    }

    void notice(NoticeFact notice, long nowMs) {
        write(Topics.NOTICES, notice.getId(), notice, nowMs);
    }

    /** Tells a partition to close what is due. */
    void settle(JobRun run, int partition, long nowMs) {
        byte[] told =
                codecs.of(Topics.SETTLEMENT_RUNS).encode(new SettlementRun(run.id(), run.slotAtMs(), run.timezone()));
        byte[] number = Integer.toString(partition).getBytes(UTF_8);
        context.forward(new Record<>(number, told, nowMs), ScheduleTopology.PARTITIONS);
    }

    private <T extends SpecificRecordBase> void write(Topic<T> topic, String key, T value, long nowMs) {
        byte[] encoded = codecs.of(topic).encode(value);
        context.forward(new Record<>(key.getBytes(UTF_8), encoded, nowMs), ScheduleTopology.sink(topic));
    }

    /** An answer; the body of one that is no refusal. */
    record Answer(
            int status,
            @Nullable JobRejection why,
            @Nullable String requestId,
            boolean replayed,
            @Nullable SpecificRecordBase body) {
        static Answer of(int status, SpecificRecordBase body) {
            return new Answer(status, null, null, false, body);
        }

        static Answer no(JobRejection why, @Nullable String requestId) {
            return new Answer(why.code().status(), why, requestId, false, null);
        }

        Answer again() {
            return new Answer(status, why, requestId, true, body);
        }
    }

    void reply(JobEnvelope asked, String job, Answer answer, long nowMs) {
        String replyTo = asked.getReplyTo();
        if (replyTo == null) {
            return;
        }
        JobRejection why = answer.why();
        Reply reply = new Reply(
                asked.getCommandId(),
                replyTo,
                answer.status(),
                why == null ? null : why.code().code(),
                why == null ? null : why.detail(),
                null,
                answer.requestId(),
                answer.replayed(),
                answer.body(),
                // A job changes no fact that the views read.
                new FactPosition(0, 0L, 0L, 0L, 0L, 0L, 0L, 0L));
        write(Topics.REPLIES, job, reply, nowMs);
    }
}
