package dev.kassa.standalone.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.schedule.JobCatalogue;
import dev.kassa.schedule.JobDefinition;
import dev.kassa.schedule.JobRun;
import dev.kassa.schedule.JobRunStatus;
import dev.kassa.schedule.MisfirePolicy;
import dev.kassa.schedule.ScheduleTally;
import dev.kassa.schedule.ScheduleTopology;
import dev.kassa.schedule.work.Job;
import dev.kassa.schedule.work.JobFeed;
import dev.kassa.schedule.work.JobResult;
import dev.kassa.schedule.work.JobWorkSettings;
import dev.kassa.schedule.work.JobWorker;
import dev.kassa.schedule.work.KafkaJobOutbox;
import dev.kassa.schedule.work.Progress;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.standalone.broker.EmbeddedBroker;
import dev.kassa.stream.Spread;
import dev.kassa.stream.StreamsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schedule, stopped over a slot of each minute and started again, and two workers, on the real broker. */
@SuppressWarnings("NullAway.Init") // JUnit fills it in
final class ScheduleOverBrokerTest {
    private static final String NAME = "each-minute";
    private static final Duration PATIENCE = Duration.ofSeconds(100);
    private static final long MINUTE_MS = 60_000;

    @TempDir
    Path folder;

    private final Codecs codecs = new Codecs(new InMemorySchemaRegistry());
    private final Map<String, JobRun> runs = new ConcurrentHashMap<>();
    private final List<String> worked = new CopyOnWriteArrayList<>();
    private EmbeddedBroker broker;

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start(folder.resolve("kafka"));
        CatalogueTopics.create(broker.bootstrapServers(), 2, (short) 1);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private StreamsApplication schedule() {
        JobCatalogue catalogue = new JobCatalogue(List.of(new JobDefinition(
                NAME, "", "* * * * *", ZoneOffset.UTC, MisfirePolicy.RUN_ONCE, Duration.ofMinutes(5))));
        return StreamsApplication.start(
                ScheduleTopology.build(codecs, catalogue, 2, new ScheduleTally()),
                new StreamsSettings(
                        ScheduleTopology.APPLICATION,
                        broker.bootstrapServers(),
                        folder.resolve("state"),
                        "schedule-1",
                        true,
                        Duration.ofMillis(200),
                        Spread.ALONE,
                        0,
                        (short) 1,
                        Map.of()),
                () -> {});
    }

    private Map<String, Object> clients() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    private JobWorker worker(String name) {
        Job job = new Job() {
            @Override
            public String name() {
                return NAME;
            }

            @Override
            public JobResult run(JobRun run, Progress progress) {
                worked.add(run.id());
                return new JobResult(List.of(), "", "Done by " + name + ".");
            }
        };
        return new JobWorker(List.of(job), new KafkaJobOutbox(codecs, name, clients()), name, JobWorkSettings.SHIPPED);
    }

    @Test
    void a_slot_that_passed_while_the_schedule_was_down_runs_once_by_one_of_two_workers() throws Exception {
        try (JobWorker one = worker("one");
                JobWorker two = worker("two");
                JobFeed first = new JobFeed(codecs, clients(), one::changed);
                JobFeed second = new JobFeed(codecs, clients(), two::changed);
                JobFeed watch = new JobFeed(codecs, clients(), run -> runs.put(run.id(), run))) {
            assertThat(List.of(first, second, watch)).hasSize(3);
            long stoppedAtMs;
            try (StreamsApplication schedule = schedule()) {
                await().atMost(PATIENCE).until(() -> schedule.ready());
                await().atMost(PATIENCE).until(() -> runs.values().stream().anyMatch(this::isDone));
                stoppedAtMs = System.currentTimeMillis();
            }
            long slotMs = (stoppedAtMs / MINUTE_MS + 1) * MINUTE_MS;
            await().atMost(PATIENCE).until(() -> System.currentTimeMillis() > slotMs);
            try (StreamsApplication _ = schedule()) {
                await().atMost(PATIENCE)
                        .until(() -> runs.values().stream().anyMatch(run -> run.slotAtMs() == slotMs && isDone(run)));
            }
            assertThat(worked).doesNotHaveDuplicates();
            assertThat(runs.values().stream().filter(run -> run.slotAtMs() == slotMs))
                    .hasSize(1)
                    .allSatisfy(run ->
                            assertThat(Objects.requireNonNull(run.worker())).isIn("one", "two"));
        }
    }

    private boolean isDone(JobRun run) {
        return run.status() == JobRunStatus.COMPLETED;
    }
}
