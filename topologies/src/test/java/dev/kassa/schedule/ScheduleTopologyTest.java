package dev.kassa.schedule;

import static dev.kassa.avro.JobReportState.ALIVE;
import static dev.kassa.avro.JobReportState.DONE;
import static dev.kassa.avro.JobReportState.FAILED;
import static dev.kassa.avro.JobReportState.STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.JobFact;
import dev.kassa.avro.JobRunFact;
import dev.kassa.avro.PauseJob;
import dev.kassa.avro.Reply;
import dev.kassa.avro.RunJob;
import dev.kassa.avro.SettlementHour;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.stream.TopologyApproval;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit fills the folder
final class ScheduleTopologyTest {
    private static final String HOURLY = "settlement-reconciliation";
    private static final String AT_ONE = "job_settlement-reconciliation_20261126T010000Z";

    @TempDir
    Path folder;

    private ScheduleDriver schedule;

    @BeforeEach
    void start() {
        schedule = new ScheduleDriver(folder);
    }

    @AfterEach
    void stop() {
        schedule.close();
    }

    @Test
    void the_topology_is_the_approved_one() throws IOException {
        TopologyApproval.verify(
                ScheduleTopology.APPLICATION,
                ScheduleTopology.build(
                        new Codecs(new InMemorySchemaRegistry()),
                        JobCatalogue.in(ZoneOffset.UTC),
                        4,
                        new ScheduleTally()));
    }

    @Test
    void each_job_of_the_catalogue_is_told_with_its_next_run() {
        List<JobFact> jobs = schedule.jobs();

        assertThat(jobs)
                .extracting(JobFact::getName)
                .containsExactlyInAnyOrder(
                        "settlement",
                        "settlement-reconciliation",
                        "withdrawal-reminder",
                        "ledger-check",
                        "archive",
                        "statistics",
                        "notification-cleanup");
        assertThat(jobs.stream()
                        .filter(job -> job.getName().equals("ledger-check"))
                        .findFirst()
                        .orElseThrow()
                        .getNextRunMs())
                .isEqualTo(Instant.parse("2026-11-26T03:00:00Z").toEpochMilli());
    }

    @Test
    void a_slot_is_claimed_worked_on_and_done_once() {
        schedule.at("2026-11-26T01:00:00Z");
        schedule.reports("a", AT_ONE, 1, STARTED);
        schedule.reports("b", AT_ONE, 1, STARTED);
        schedule.reports("b", AT_ONE, 1, DONE);
        schedule.reports("a", AT_ONE, 1, ALIVE);
        schedule.reports("a", AT_ONE, 1, DONE);
        schedule.reports("a", AT_ONE, 1, DONE);
        schedule.passes(Duration.ofSeconds(1));

        assertThat(schedule.runs(HOURLY))
                .containsExactly(
                        AT_ONE + " SCHEDULE PENDING 1",
                        AT_ONE + " SCHEDULE RUNNING 1",
                        AT_ONE + " SCHEDULE RUNNING 1",
                        AT_ONE + " SCHEDULE COMPLETED 1");
        assertThat(schedule.tally.ends(HOURLY, JobRunStatus.COMPLETED)).isEqualTo(1);
    }

    @Test
    void a_schedule_that_was_down_over_slots_runs_once_for_all_of_them() {
        schedule.restarts();
        schedule.at("2026-11-26T04:20:00Z");

        assertThat(schedule.runs(HOURLY))
                .containsExactly("job_settlement-reconciliation_20261126T040000Z CATCH_UP PENDING 1 after 3");
        schedule.restarts();
        schedule.at("2026-11-26T04:20:01Z");
        assertThat(schedule.runs(HOURLY)).isEmpty();
    }

    @Test
    void killed_across_a_slot_it_runs_once() {
        schedule.at("2026-11-26T00:59:59Z");
        schedule.restarts();
        schedule.at("2026-11-26T01:00:03Z");
        assertThat(schedule.runs(HOURLY)).containsExactly(AT_ONE + " SCHEDULE PENDING 1");
        schedule.restarts();
        schedule.at("2026-11-26T01:00:04Z");
        schedule.at("2026-11-26T00:59:50Z");
        schedule.at("2026-11-26T01:00:05Z");

        assertThat(schedule.runs(HOURLY)).isEmpty();
    }

    @Test
    void missed_reminders_are_skipped_and_said_to_be() {
        schedule.at("2026-11-26T04:20:00Z");

        assertThat(schedule.runs("withdrawal-reminder"))
                .containsExactly("job_withdrawal-reminder_20261126T040000Z SCHEDULE SKIPPED 1 after 7");
    }

    @Test
    void a_worker_that_dies_loses_its_run_to_the_next() {
        schedule.at("2026-11-26T01:00:00Z");
        schedule.reports("a", AT_ONE, 1, STARTED);
        schedule.passes(Duration.ofSeconds(59));
        schedule.passes(Duration.ofSeconds(1));
        schedule.passes(Duration.ofSeconds(5));
        schedule.reports("b", AT_ONE, 2, STARTED);
        schedule.reports("a", AT_ONE, 1, DONE);
        schedule.reports("b", AT_ONE, 2, DONE);

        assertThat(schedule.runs(HOURLY))
                .containsExactly(
                        AT_ONE + " SCHEDULE PENDING 1",
                        AT_ONE + " SCHEDULE RUNNING 1",
                        AT_ONE + " SCHEDULE PENDING 2",
                        AT_ONE + " SCHEDULE RUNNING 2",
                        AT_ONE + " SCHEDULE COMPLETED 2");
    }

    @Test
    void three_failures_are_an_alert_that_a_later_success_resolves() {
        schedule.at("2026-11-26T01:00:00Z");
        fails(AT_ONE);
        assertThat(schedule.notices()).containsExactly("job_failed:" + HOURLY + " OPEN 1");

        schedule.at("2026-11-26T02:00:00Z");
        fails("job_settlement-reconciliation_20261126T020000Z");
        assertThat(schedule.notices()).contains("job_failed:" + HOURLY + " OPEN 2");

        JobRunFact again = schedule.runByHand(HOURLY);
        schedule.reports("a", again.getId(), 1, STARTED);
        schedule.reports("a", again.getId(), 1, DONE);
        assertThat(schedule.notices()).containsExactly("job_failed:" + HOURLY + " RESOLVED 2");
    }

    private void fails(String id) {
        for (int attempt = 1; attempt <= 3; attempt++) {
            schedule.passes(Duration.ofSeconds(61));
            schedule.reports("a", id, attempt, STARTED);
            schedule.reports("a", id, attempt, FAILED);
        }
    }

    @Test
    void a_run_that_is_not_done_in_time_is_an_alert_until_a_later_one_is_done() {
        schedule.at("2026-11-26T01:00:00Z");
        schedule.at("2026-11-26T01:30:01Z");
        schedule.reports("a", AT_ONE, 1, STARTED);
        schedule.reports("a", AT_ONE, 1, DONE);
        assertThat(schedule.notices())
                .contains("job_late:" + HOURLY + " OPEN 1")
                .doesNotContain("job_late:" + HOURLY + " RESOLVED 1");

        schedule.at("2026-11-26T02:00:00Z");
        String next = "job_settlement-reconciliation_20261126T020000Z";
        schedule.reports("a", next, 1, STARTED);
        schedule.reports("a", next, 1, DONE);
        assertThat(schedule.notices()).contains("job_late:" + HOURLY + " RESOLVED 1");
    }

    @Test
    void a_slot_waits_for_the_run_before_and_is_caught_up_with() {
        JobRunFact long_ = schedule.runByHand(HOURLY);
        schedule.reports("a", long_.getId(), 1, STARTED);
        schedule.runs(HOURLY);
        schedule.at("2026-11-26T01:00:00Z");
        schedule.reports("a", long_.getId(), 1, ALIVE);
        assertThat(schedule.runs(HOURLY)).noneMatch(line -> line.startsWith(AT_ONE));
    }

    @Test
    void a_run_by_hand_is_made_once_for_its_key() {
        Reply first = schedule.ask("k", new RunJob("notification-cleanup", "to see"));
        Reply again = schedule.ask("k", new RunJob("notification-cleanup", "to see"));
        Reply other = schedule.ask("k", new RunJob("notification-cleanup", "another"));
        Reply unknown = schedule.ask(null, new RunJob("nothing", "x"));
        Reply busy = schedule.ask(null, new RunJob("notification-cleanup", "x"));

        assertThat(first.getStatus()).isEqualTo(202);
        assertThat(((JobRunFact) first.getBody()).getId()).matches("job_notification-cleanup_[0-9a-z]{26}");
        assertThat(again.getReplayed()).isTrue();
        assertThat(again.getBody()).isEqualTo(first.getBody());
        assertThat(List.of(other.getStatus(), unknown.getStatus(), busy.getStatus()))
                .containsExactly(422, 404, 409);
        assertThat(busy.getCode()).isEqualTo("invalid_state");
        assertThat(schedule.runs("notification-cleanup")).hasSize(1);
    }

    @Test
    void slots_of_a_pause_are_not_made_up_for() {
        Reply paused = schedule.ask(null, new PauseJob(HOURLY, true, "quiet please"));
        schedule.at("2026-11-26T03:10:00Z");
        Reply resumed = schedule.ask(null, new PauseJob(HOURLY, false, ""));
        schedule.at("2026-11-26T03:59:59Z");
        assertThat(schedule.runs(HOURLY)).isEmpty();
        schedule.at("2026-11-26T04:00:00Z");

        assertThat(((JobFact) paused.getBody()).getNextRunMs()).isNull();
        assertThat(((JobFact) paused.getBody()).getPausedBy()).isEqualTo("operator");
        assertThat(((JobFact) resumed.getBody()).getNextRunMs())
                .isEqualTo(Instant.parse("2026-11-26T04:00:00Z").toEpochMilli());
        assertThat(schedule.runs(HOURLY))
                .containsExactly("job_settlement-reconciliation_20261126T040000Z SCHEDULE PENDING 1");
    }

    @Test
    void settlement_runs_at_each_hour_of_each_zone_until_every_partition_is_done() {
        schedule.tell("settlement", new SettlementHour("Europe/London", "02:00"));
        schedule.tell("settlement", new SettlementHour("Europe/London", "02:00"));
        schedule.tell("settlement", new SettlementHour("Asia/Kolkata", "02:00"));
        schedule.at("2026-11-26T02:00:00Z");
        String run = "job_settlement_20261126T020000Z_Europe.London";
        assertThat(schedule.told())
                .hasSize(ScheduleDriver.PARTITIONS)
                .allSatisfy(told -> assertThat(told.getRunId()).isEqualTo(run));

        schedule.reports("settlement", run, 1, 0, DONE);
        schedule.reports("settlement", run, 1, 0, DONE);
        schedule.passes(Duration.ofMinutes(10));
        assertThat(schedule.told()).as("those that are not done are told again").hasSize(2);

        schedule.reports("settlement", run, 1, 2, DONE);
        schedule.reports("settlement", run, 1, 1, DONE);
        schedule.at("2026-11-26T20:30:00Z");
        assertThat(schedule.runs("settlement"))
                .containsExactly(
                        run + " SCHEDULE RUNNING 1",
                        run + " SCHEDULE RUNNING 1",
                        run + " SCHEDULE RUNNING 2",
                        run + " SCHEDULE RUNNING 2",
                        run + " SCHEDULE COMPLETED 2",
                        "job_settlement_20261126T203000Z_Asia.Kolkata SCHEDULE RUNNING 1");
    }

    @Test
    void the_counts_of_all_parts_are_added_up() {
        JobRunFact run = schedule.runByHand("settlement");
        for (int part = 0; part < ScheduleDriver.PARTITIONS; part++) {
            schedule.reports("settlement", run.getId(), 1, part, DONE);
        }
        JobFact job = schedule.jobs().getLast();

        JobRunFact last = Objects.requireNonNull(job.getLastRun());
        assertThat(last.getCounts()).containsExactly(new dev.kassa.avro.JobCount("things", 6L));
        assertThat(last.getPartsDone()).containsExactly(0, 1, 2);
        assertThat(last.getTimezone()).isNull();
    }

    @Test
    void where_two_hours_fall_together_one_run_is_made() {
        schedule.at("2026-03-28T12:00:00Z");
        schedule.tell("settlement", new SettlementHour("Europe/London", "01:30"));
        schedule.tell("settlement", new SettlementHour("Europe/London", "02:30"));
        schedule.at("2026-03-29T01:30:00Z");

        assertThat(schedule.runs("settlement"))
                .containsExactly("job_settlement_20260329T013000Z_Europe.London SCHEDULE RUNNING 1");
    }

    @Test
    void what_cannot_be_read_goes_to_the_dead_letters() {
        schedule.pipe(new byte[] {0, 1, 2});
        schedule.tell("settlement", new SettlementHour("Nowhere/Land", "02:00"));

        assertThat(schedule.deadLetters()).hasSize(2);
    }

    @Test
    void a_run_is_forgotten_after_three_months() {
        schedule.at("2026-11-26T01:00:00Z");
        schedule.reports("a", AT_ONE, 1, STARTED);
        schedule.reports("a", AT_ONE, 1, DONE);
        schedule.restarts();
        schedule.at("2027-02-24T01:00:01Z");
        schedule.reports("a", AT_ONE, 1, ALIVE);

        assertThat(schedule.runs(HOURLY)).noneMatch(line -> line.startsWith(AT_ONE));
    }
}
