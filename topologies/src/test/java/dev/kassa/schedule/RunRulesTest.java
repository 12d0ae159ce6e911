package dev.kassa.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.schedule.RunCommand.Alive;
import dev.kassa.schedule.RunCommand.Done;
import dev.kassa.schedule.RunCommand.Fail;
import dev.kassa.schedule.RunCommand.Start;
import dev.kassa.schedule.RunCommand.Tick;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever workers say and whenever, one attempt at a time counts, and a run ends once. */
final class RunRulesTest {
    private static final JobDefinition JOB =
            new JobDefinition("job", "", "0 * * * *", ZoneOffset.UTC, MisfirePolicy.RUN_ONCE, Duration.ofMinutes(30));
    private static final List<String> WORKERS = List.of("a", "b", "c");

    private static JobRun pending() {
        return new JobRun(
                "job_job_1",
                "job",
                0,
                null,
                JobTrigger.SCHEDULE,
                "schedule",
                "",
                0,
                JobRunStatus.PENDING,
                1,
                null,
                0,
                null,
                1,
                List.of(),
                List.of(),
                "",
                "",
                false,
                null,
                null,
                0);
    }

    private static JobRun told(JobRun before, RunCommand command, long nowMs) {
        JobRun run = before;
        for (RunEvent event : RunRules.decide(before, JOB, command, nowMs)) {
            run = RunRules.evolve(run, event, nowMs);
        }
        return run;
    }

    @Test
    void one_attempt_at_a_time_counts_and_a_run_ends_once() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            JobRun run = pending();
            long now = 0;
            int ends = 0;
            for (int step = 0; step < 60; step++) {
                now += random.nextInt(5) == 0 ? random.nextInt(90_000) : random.nextInt(2_000);
                JobRun before = run;
                run = told(before, any(random), now);
                ends += before.status().isOpen() && !run.status().isOpen() ? 1 : 0;
                assertThat(run.attempt()).as("seed %s", seed).isBetween(before.attempt(), RunRules.ATTEMPTS_MAX);
                assertThat(run.status() == JobRunStatus.RUNNING)
                        .as("who runs it is known, and until when; seed %s", seed)
                        .isEqualTo(run.leaseUntilMs() != null);
                if (before.status() == JobRunStatus.RUNNING && run.status() == JobRunStatus.RUNNING) {
                    assertThat(run.worker()).as("seed %s", seed).isEqualTo(before.worker());
                }
                if (!before.status().isOpen()) {
                    assertThat(run).as("what is over stays so; seed %s", seed).isEqualTo(before);
                }
            }
            assertThat(ends).isLessThanOrEqualTo(1);
        }
    }

    private static RunCommand any(Random random) {
        String worker = WORKERS.get(random.nextInt(WORKERS.size()));
        int attempt = 1 + random.nextInt(4);
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> new Start(worker, attempt);
            case 3 -> new Alive(worker, attempt, List.of(), "");
            case 4 -> new Done(worker, attempt, 0, List.of(), "", "");
            case 5 -> new Fail(worker, attempt, 0, "");
            default -> new Tick();
        };
    }

    @Test
    void a_run_by_partition_that_was_given_up_is_done_all_the_same_once_its_parts_are() {
        JobDefinition settlement =
                JobCatalogue.in(ZoneOffset.UTC).find("settlement").orElseThrow();
        JobRun run = new JobRun(
                "job_settlement_1",
                "settlement",
                0,
                null,
                JobTrigger.SCHEDULE,
                "schedule",
                "",
                0,
                JobRunStatus.FAILED,
                3,
                null,
                0,
                null,
                2,
                List.of(1),
                List.of(new JobCount("n", 1)),
                "",
                "",
                true,
                0L,
                5L,
                5);

        List<RunEvent> events = RunRules.decide(
                run, settlement, new Done("settlement", 1, 0, List.of(new JobCount("n", 2)), "p", ""), 9);
        JobRun after = run;
        for (RunEvent event : events) {
            after = RunRules.evolve(after, event, 9);
        }

        assertThat(after.status()).isEqualTo(JobRunStatus.COMPLETED);
        assertThat(after.counts()).containsExactly(new JobCount("n", 3));
    }
}
