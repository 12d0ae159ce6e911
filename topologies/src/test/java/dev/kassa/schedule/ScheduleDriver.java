package dev.kassa.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.DeadLetter;
import dev.kassa.avro.JobEnvelope;
import dev.kassa.avro.JobFact;
import dev.kassa.avro.JobReport;
import dev.kassa.avro.JobReportState;
import dev.kassa.avro.JobRunFact;
import dev.kassa.avro.NoticeFact;
import dev.kassa.avro.Reply;
import dev.kassa.avro.RunJob;
import dev.kassa.avro.SettlementRun;
import dev.kassa.avro.Tick;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.jspecify.annotations.Nullable;

/** The schedule over the test driver. The clock stands still unless it is told to move; a tick is sent at each stop. */
final class ScheduleDriver implements AutoCloseable {
    static final int PARTITIONS = 3;

    final ScheduleTally tally = new ScheduleTally();
    private final Codecs codecs = new Codecs(new InMemorySchemaRegistry());
    private final Path stateDir;
    private TopologyTestDriver driver;
    private Instant now = Instant.parse("2026-11-26T00:00:05Z");
    private int commands;
    private final List<Input> inputs = new ArrayList<>();

    ScheduleDriver(Path stateDir) {
        this.stateDir = stateDir;
        driver = started();
        tick();
    }

    private TopologyTestDriver started() {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, ScheduleTopology.APPLICATION);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        return new TopologyTestDriver(
                ScheduleTopology.build(codecs, JobCatalogue.in(ZoneOffset.UTC), PARTITIONS, tally), config, now);
    }

    /** The log's time becomes another, back or forth, and a tick says so. */
    void at(String moment) {
        now = Instant.parse(moment);
        tick();
    }

    void passes(Duration time) {
        now = now.plus(time);
        tick();
    }

    void tick() {
        tell("schedule", new Tick());
    }

    /** As a process that lost all and has nothing but the log: it must come to the same, and tells nothing twice here. */
    void restarts() {
        driver.close();
        driver = started();
        inputs.forEach(this::send);
        Topics.all().forEach(topic -> {
            var bytes = new ByteArrayDeserializer();
            driver.createOutputTopic(topic.name(), bytes, bytes).readValuesToList();
        });
    }

    /** Asks, and returns the answer. */
    Reply ask(@Nullable String key, SpecificRecordBase body) {
        String id = "c" + ++commands;
        pipe(new JobEnvelope(id, "r-" + commands, "edge-1", "operator", key, body));
        return read(Topics.REPLIES).getLast();
    }

    JobRunFact runByHand(String job) {
        return (JobRunFact) ask(null, new RunJob(job, "to see")).getBody();
    }

    void reports(String worker, String runId, int attempt, JobReportState state) {
        reports(worker, runId, attempt, 0, state);
    }

    void reports(String worker, String runId, int attempt, int part, JobReportState state) {
        tell(
                worker,
                new JobReport(
                        runId,
                        attempt,
                        part,
                        state,
                        List.of(new dev.kassa.avro.JobCount("things", 2L)),
                        "",
                        state == JobReportState.FAILED ? "It broke." : "It is done."));
    }

    void tell(String actor, SpecificRecordBase body) {
        pipe(new JobEnvelope("", null, null, actor, null, body));
    }

    private void pipe(JobEnvelope envelope) {
        pipe(codecs.of(Topics.JOB_COMMANDS).encode(envelope));
    }

    void pipe(byte[] value) {
        Input input = new Input(value, now);
        inputs.add(input);
        send(input);
    }

    private void send(Input input) {
        driver.createInputTopic(Topics.JOB_COMMANDS.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput("x".getBytes(UTF_8), input.value(), input.at());
    }

    private record Input(byte[] value, Instant at) {}

    /** The facts on runs of a job since the last time, in a line each. */
    List<String> runs(String job) {
        return read(Topics.JOB_RUNS).stream()
                .filter(run -> run.getJob().equals(job))
                .map(run -> run.getId() + " " + run.getTrigger() + " " + run.getStatus() + " " + run.getAttempt()
                        + (run.getMissedSlots() == 0 ? "" : " after " + run.getMissedSlots())
                        + (run.getLate() ? " late" : ""))
                .toList();
    }

    List<JobFact> jobs() {
        return read(Topics.JOBS);
    }

    List<String> notices() {
        return read(Topics.NOTICES).stream().map(ScheduleDriver::line).toList();
    }

    private static String line(NoticeFact notice) {
        return notice.getId() + " " + notice.getStatus() + " " + notice.getTimes();
    }

    List<SettlementRun> told() {
        return read(Topics.SETTLEMENT_RUNS);
    }

    List<DeadLetter> deadLetters() {
        return read(Topics.DEAD_LETTERS);
    }

    private <T extends SpecificRecordBase> List<T> read(Topic<T> topic) {
        var codec = codecs.of(topic);
        var bytes = new ByteArrayDeserializer();
        List<T> all = new ArrayList<>();
        driver.createOutputTopic(topic.name(), bytes, bytes).readValuesToList().stream()
                .filter(value -> value != null)
                .forEach(value -> all.add(codec.decode(value)));
        return all;
    }

    @Override
    public void close() {
        driver.close();
    }
}
