package dev.kassa.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.JobEnvelope;
import dev.kassa.avro.JobKeyState;
import dev.kassa.avro.JobReport;
import dev.kassa.avro.JobRunFact;
import dev.kassa.avro.PauseJob;
import dev.kassa.avro.RunJob;
import dev.kassa.avro.SettlementHour;
import dev.kassa.avro.Tick;
import dev.kassa.idempotency.Fingerprint;
import dev.kassa.idempotency.Verdict;
import dev.kassa.schedule.ScheduleOut.Answer;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Ids;
import dev.kassa.schema.Topics;
import dev.kassa.stream.CommitPace;
import dev.kassa.stream.DeadLetters;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Takes what the schedule is asked and told, one after the other. */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
final class ScheduleProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private final Codecs codecs;
    private final JobCatalogue catalogue;
    private final int partitions;
    private final ScheduleTally tally;
    private final AvroCodec<JobEnvelope> envelopes;
    private final DeadLetters deadLetters;
    private ProcessorContext<byte[], byte[]> context;
    private ScheduleBooks books;
    private ScheduleOut out;
    private Schedule schedule;
    private CommitPace pace;

    ScheduleProcessor(Codecs codecs, JobCatalogue catalogue, int partitions, ScheduleTally tally) {
        this.codecs = codecs;
        this.catalogue = catalogue;
        this.partitions = partitions;
        this.tally = tally;
        envelopes = codecs.of(Topics.JOB_COMMANDS);
        deadLetters = new DeadLetters(codecs);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        books = new ScheduleBooks(context, codecs);
        out = new ScheduleOut(context, codecs);
        schedule = new Schedule(catalogue, partitions, books, out, tally);
        pace = new CommitPace(context);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata from = context.recordMetadata().orElseThrow();
        try {
            take(read(record), record.timestamp(), from.offset());
        } catch (SerializationException e) {
            context.forward(deadLetters.of(record, from, e), ScheduleTopology.sink(Topics.DEAD_LETTERS));
        }
    }

    private JobEnvelope read(Record<byte[], byte[]> record) {
        if (record.value() == null) {
            throw new SerializationException("a command of a job has a value");
        }
        return envelopes.decode(record.value());
    }

    private void take(JobEnvelope asked, long nowMs, long offset) {
        if (!(asked.getBody() instanceof Tick)) {
            pace.worked();
        }
        switch (asked.getBody()) {
            case Tick _ -> schedule.tick(nowMs);
            case RunJob body -> run(asked, body, Ids.tail(Ids.of(Ids.JOB_RUN, nowMs, 0, offset)), nowMs);
            case PauseJob body -> pause(asked, body, nowMs);
            case JobReport body -> schedule.report(body, asked.getActor(), nowMs);
            case SettlementHour body -> hour(body, nowMs);
            default -> throw new SerializationException("a command of no kind that is known: " + asked.getBody());
        }
    }

    private void hour(SettlementHour body, long nowMs) {
        try {
            ZoneId.of(body.getTimezone());
            LocalTime.parse(body.getLocalTime());
        } catch (DateTimeException e) {
            throw new SerializationException("an hour of a zone was expected, not " + body, e);
        }
        schedule.hour(body.getTimezone(), body.getLocalTime(), nowMs);
    }

    private void run(JobEnvelope asked, RunJob body, String tail, long nowMs) {
        String key = asked.getIdempotencyKey() == null ? null : asked.getActor() + '\0' + asked.getIdempotencyKey();
        Fingerprint fingerprint = Fingerprint.of((body.getJob() + '\0' + body.getReason()).getBytes(UTF_8));
        JobKeyState before = key == null ? null : books.keys.find(key);
        if (before != null && before.getAtMs() > nowMs - Schedule.KEYS_HELD_MS) {
            out.reply(asked, body.getJob(), repeat(asked, before, fingerprint), nowMs);
            return;
        }
        JobRejection refusal = refusal(body.getJob());
        JobRunFact run = null;
        Answer answer;
        if (refusal == null) {
            run = schedule.runByHand(body.getJob(), tail, asked.getActor(), body.getReason(), nowMs);
            answer = Answer.of(ACCEPTED, run);
        } else {
            answer = Answer.no(refusal, asked.getRequestId());
        }
        if (key != null) {
            String refused = refusal == null ? null : refusal.name();
            ByteBuffer print = ByteBuffer.wrap(fingerprint.bytes());
            books.keys.put(key, new JobKeyState(print, nowMs, asked.getRequestId(), run, refused));
        }
        out.reply(asked, body.getJob(), answer, nowMs);
    }

    private @Nullable JobRejection refusal(String job) {
        if (catalogue.find(job).isEmpty()) {
            return JobRejection.NO_SUCH_JOB;
        }
        return schedule.isUnderWay(job) ? JobRejection.UNDER_WAY : null;
    }

    private static Answer repeat(JobEnvelope asked, JobKeyState first, Fingerprint fingerprint) {
        ByteBuffer kept = first.getFingerprint().duplicate();
        byte[] bytes = new byte[kept.remaining()];
        kept.get(bytes);
        if (Verdict.on(Fingerprint.stored(bytes), fingerprint) == Verdict.REUSED) {
            return Answer.no(JobRejection.KEY_REUSED, asked.getRequestId());
        }
        JobRunFact run = first.getRun();
        return run == null
                ? Answer.no(JobRejection.valueOf(first.getRefusal()), first.getRequestId())
                        .again()
                : Answer.of(ACCEPTED, run).again();
    }

    private void pause(JobEnvelope asked, PauseJob body, long nowMs) {
        Answer answer = catalogue.find(body.getJob()).isEmpty()
                ? Answer.no(JobRejection.NO_SUCH_JOB, asked.getRequestId())
                : Answer.of(
                        OK, schedule.pause(body.getJob(), body.getPaused(), asked.getActor(), body.getReason(), nowMs));
        out.reply(asked, body.getJob(), answer, nowMs);
    }
}
