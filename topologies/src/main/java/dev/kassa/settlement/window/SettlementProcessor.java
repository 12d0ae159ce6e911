package dev.kassa.settlement.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.Command;
import dev.kassa.avro.CreateSettlement;
import dev.kassa.avro.DrawUpSettlement;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.JobCount;
import dev.kassa.avro.JobEnvelope;
import dev.kassa.avro.JobReport;
import dev.kassa.avro.JobReportState;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.MerchantHours;
import dev.kassa.avro.ReplyWhen;
import dev.kassa.avro.RunProgress;
import dev.kassa.avro.SettlementCut;
import dev.kassa.avro.SettlementHour;
import dev.kassa.avro.SettlementLines;
import dev.kassa.avro.SettlementRun;
import dev.kassa.pricing.BusinessDates;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topics;
import dev.kassa.stream.CommitPace;
import dev.kassa.stream.DeadLetters;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** One partition's share of settling: hands each record to what it is for, and forwards what comes of it. */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
final class SettlementProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final String ACTOR = "settlement";
    private static final Duration GRACE_EVERY = Duration.ofSeconds(1);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration RUNS_KEPT = Duration.ofDays(2);

    private final Codecs codecs;
    private final AvroCodec<EntryFact> entries;
    private final AvroCodec<SettlementCut> cuts;
    private final AvroCodec<SettlementRun> runs;
    private final AvroCodec<MerchantFact> merchants;
    private final AvroCodec<Command> commands;
    private final AvroCodec<JobEnvelope> jobs;
    private final DeadLetters deadLetters;
    private final SettlementTally tally;

    /** Runs that have more to look at than they looked at. */
    private final Set<String> unlooked = new TreeSet<>();

    private ProcessorContext<byte[], byte[]> context;
    private CommitPace pace;
    private Windows windows;
    private Work work;
    private Hours hours;
    private Closing closing;
    private Grace grace;
    private int graceMinutes;

    SettlementProcessor(Codecs codecs, SettlementTally tally) {
        this.codecs = codecs;
        this.tally = tally;
        entries = codecs.of(Topics.JOURNAL);
        cuts = codecs.of(Topics.SETTLEMENT_CUTS);
        runs = codecs.of(Topics.SETTLEMENT_RUNS);
        merchants = codecs.of(Topics.MERCHANTS);
        commands = codecs.of(Topics.COMMANDS);
        jobs = codecs.of(Topics.JOB_COMMANDS);
        deadLetters = new DeadLetters(codecs);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        pace = new CommitPace(context);
        work = new Work(
                context.getStateStore(SettlementTopology.WORK),
                cuts,
                codecs.ofStore("runs", RunProgress.getClassSchema()));
        windows = new Windows(
                context.getStateStore(SettlementTopology.WINDOWS),
                codecs.ofStore("windows", SettlementLines.getClassSchema()),
                work.windows());
        hours = new Hours(
                context.getStateStore(SettlementTopology.HOURS),
                codecs.ofStore("hours", MerchantHours.getClassSchema()));
        closing = new Closing(windows, hours);
        grace = new Grace(context, codecs);
        graceMinutes = grace.minutes();
        unlooked.clear();
        work.runs(run -> !run.getDone() && Closing.goesOn(run))
                .forEach(run -> unlooked.add(run.getRun().getRunId()));
        tally.open(context.taskId().partition(), windows.open());
        context.schedule(GRACE_EVERY, PunctuationType.WALL_CLOCK_TIME, nowMs -> lookAtGrace());
        context.schedule(LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, nowMs -> lookOn());
    }

    @Override
    public void close() {
        tally.leaves(context.taskId().partition());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata place = context.recordMetadata().orElseThrow();
        byte[] value = record.value() == null ? new byte[0] : record.value();
        try {
            String topic = place.topic();
            if (topic.equals(Topics.JOURNAL.name())) {
                entry(entries.decode(value));
            } else if (topic.equals(Topics.SETTLEMENT_CUTS.name())) {
                pace.worked();
                cut(cuts.decode(value));
            } else if (topic.equals(Topics.SETTLEMENT_RUNS.name())) {
                pace.worked();
                run(runs.decode(value));
            } else {
                tellHour(hours.put(merchants.decode(value)));
            }
        } catch (SerializationException e) {
            context.forward(deadLetters.of(record, place, e), SettlementTopology.DEAD_LETTERS);
        }
    }

    private void entry(EntryFact entry) {
        if (entry.getSequence() <= work.read()) {
            return;
        }
        if (entry.getSettlementId() == null) {
            windows.add(entry, dateOf(entry));
            tally.entry();
            count();
        }
        work.readTo(entry.getSequence());
        for (SettlementCut reached : work.takeReached()) {
            pace.worked();
            drawUp(reached);
        }
    }

    /** Entries from before settlements name no date: theirs is the one on which they happened where the merchant is. */
    private int dateOf(EntryFact entry) {
        Integer date = entry.getSettlementDate();
        if (date != null) {
            return date;
        }
        Hours.Of of = hours.of(entry.getMerchantId());
        ZoneId zone = of == null ? ZoneOffset.UTC : of.zone();
        return Math.toIntExact(BusinessDates.of(entry.getOccurredAtMs(), zone).toEpochDay());
    }

    private void cut(SettlementCut cut) {
        if (cut.getJournalSequence() > work.read()) {
            work.await(cut);
        } else {
            drawUp(cut);
        }
    }

    private void drawUp(SettlementCut cut) {
        String settlementId = cut.getSettlementId();
        long counted = 0;
        if (settlementId != null) {
            SettlementLines lines = windows.take(cut);
            counted = lines.getEntries();
            tally.drawnUp();
            count();
            command(cut.getMerchantId(), new DrawUpSettlement(cut.getMerchantId(), settlementId, lines));
        }
        RunProgress progress = cut.getRunId() == null ? null : work.run(cut.getRunId());
        if (progress != null && !progress.getDone()) {
            // Where state is built anew, cuts that this run asked for before come back beside those that it asks for
            // again.
            progress.setUnderWay(Math.max(0, progress.getUnderWay() - 1));
            progress.setSettled(progress.getSettled() + (counted > 0 ? 1 : 0));
            progress.setEntries(progress.getEntries() + counted);
            goOn(progress);
        }
    }

    private void count() {
        if (windows.open() != work.windows()) {
            work.windows(windows.open());
            tally.open(context.taskId().partition(), windows.open());
        }
    }

    private void run(SettlementRun run) {
        RunProgress known = work.run(run.getRunId());
        if (known != null && known.getDone()) {
            report(known);
        } else if (known == null) {
            long before = run.getDueAtMs() - RUNS_KEPT.toMillis();
            work.forgetRuns(old -> old.getDone() && old.getRun().getDueAtMs() < before);
            goOn(new RunProgress(run, 0, 0L, 0L, null, false, false));
        }
    }

    private void goOn(RunProgress progress) {
        for (CreateSettlement due : closing.next(progress, graceMinutes)) {
            command(due.getMerchantId(), due);
        }
        if (progress.getAskedAll() && progress.getUnderWay() == 0) {
            progress.setDone(true);
            report(progress);
        }
        work.put(progress);
        String runId = progress.getRun().getRunId();
        if (Closing.goesOn(progress)) {
            unlooked.add(runId);
        } else {
            unlooked.remove(runId);
        }
    }

    private void lookOn() {
        for (String runId : List.copyOf(unlooked)) {
            goOn(Objects.requireNonNull(work.run(runId), runId));
            pace.worked();
        }
    }

    private void report(RunProgress progress) {
        int partition = context.taskId().partition();
        job(new JobReport(
                progress.getRun().getRunId(),
                0,
                partition,
                JobReportState.DONE,
                List.of(
                        new JobCount("settlements", progress.getSettled()),
                        new JobCount("entries", progress.getEntries())),
                partition + ":" + work.read(),
                ""));
    }

    private void lookAtGrace() {
        graceMinutes = grace.minutes();
        // It may have changed while nobody looked, before this process was started.
        if (graceMinutes != work.graceTold()) {
            hours.each(this::tellHour);
            work.graceTold(graceMinutes);
        }
    }

    private void tellHour(Hours.Of of) {
        if (!of.cycle().closesByItself()) {
            return;
        }
        String time = of.closesAt(graceMinutes).truncatedTo(ChronoUnit.MINUTES).toString();
        if (work.isNewHour(of.zone() + " " + time)) {
            job(new SettlementHour(of.zone().getId(), time));
        }
    }

    private void command(String merchantId, SpecificRecordBase body) {
        Command command = new Command("", null, null, ReplyWhen.CONCLUDED, ACTOR, null, null, body);
        forward(merchantId.getBytes(UTF_8), commands.encode(command), SettlementTopology.COMMANDS);
    }

    private void job(SpecificRecordBase body) {
        JobEnvelope told = new JobEnvelope("", null, null, ACTOR, null, body);
        forward(ACTOR.getBytes(UTF_8), jobs.encode(told), SettlementTopology.JOB_COMMANDS);
    }

    private void forward(byte[] key, byte[] value, String sink) {
        // The brokers write the time of these topics themselves.
        context.forward(new Record<>(key, value, Math.max(0, context.currentStreamTimeMs())), sink);
    }
}
