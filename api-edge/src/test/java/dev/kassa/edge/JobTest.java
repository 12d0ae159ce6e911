package dev.kassa.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.JobCount;
import dev.kassa.avro.JobFact;
import dev.kassa.avro.JobRunFact;
import dev.kassa.avro.JobRunStatus;
import dev.kassa.avro.JobTrigger;
import dev.kassa.avro.MisfirePolicy;
import dev.kassa.avro.NoticeFact;
import dev.kassa.avro.NoticeSeverity;
import dev.kassa.avro.NoticeStatus;
import dev.kassa.avro.PauseJob;
import dev.kassa.avro.RunJob;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobTest {
    private static final String[] OPERATOR = {"Authorization", "Bearer " + Facts.OPERATOR_KEY};
    private static final String[] MERCHANT = {"Authorization", "Bearer " + Facts.key("acmeacme")};
    private static final String REASON = "{\"reason\": \"to see\"}";

    private final EdgeUnderTest edge = new EdgeUnderTest();

    @BeforeEach
    void fill() {
        edge.jobs.apply(job(null));
        for (int hour = 1; hour <= 3; hour++) {
            edge.jobs.apply(run(hour));
        }
        edge.jobs.apply(notice("job_failed:archive", NoticeStatus.OPEN));
        edge.jobs.apply(notice("job_late:archive", NoticeStatus.RESOLVED));
        edge.core.jobAnswer = asked -> Optional.of(
                switch (asked.getBody()) {
                    case RunJob run when run.getJob().equals("archive") -> FakeCore.reply(202, run(4));
                    case PauseJob pause -> FakeCore.reply(200, job(pause.getPaused() ? pause.getReason() : null));
                    default -> FakeCore.refusal(404, "not_found", "There is no job of this name.");
                });
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    private static JobFact job(@org.jspecify.annotations.Nullable String pausedFor) {
        return new JobFact(
                "archive",
                "Puts records away.",
                "0 3 * * 0",
                "UTC",
                MisfirePolicy.RUN_ONCE,
                3_600_000L,
                pausedFor != null,
                pausedFor == null ? null : "operator",
                pausedFor,
                pausedFor == null ? (Long) 10_000L : null,
                run(1),
                5L);
    }

    private static JobRunFact run(int hour) {
        return JobRunFact.newBuilder()
                .setId("job_archive_" + hour)
                .setJob("archive")
                .setSlotAtMs(hour * 3_600_000L)
                .setTrigger(JobTrigger.SCHEDULE)
                .setActor("schedule")
                .setStatus(JobRunStatus.COMPLETED)
                .setCounts(List.of(new JobCount("records", 12L)))
                .setStartedAtMs(hour * 3_600_000L + 5)
                .setEndedAtMs(hour * 3_600_000L + 1_005)
                .setUpdatedAtMs(hour * 3_600_000L + 1_005)
                .build();
    }

    private static NoticeFact notice(String id, NoticeStatus status) {
        return new NoticeFact(
                id, "job_failed", NoticeSeverity.CRITICAL, status, null, "job_archive_1", "It failed.", 1, 1L, 2L);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/jobs,                200, '\"name\":\"archive\"'",
        "/v1/jobs/archive,        200, '\"next_run_at\":\"1970-01-01T00:00:10.000Z\"'",
        "/v1/jobs/nothing,        404, not_found",
        "/v1/jobs/archive/runs,   200, '\"counts\":{\"records\":12}'",
        "/v1/jobs/archive/runs,   200, '\"duration_ms\":1000'",
        "/v1/jobs/nothing/runs,   404, not_found",
        "/v1/notices,             200, job_late:archive",
        "/v1/notices?status=open, 200, job_failed:archive",
        "/v1/notices?status=gone, 422, validation_failed",
    })
    void staff_reads_jobs_runs_and_notices(String path, int status, String part) {
        HttpResponse<String> answer = edge.get(path, OPERATOR);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(part);
    }

    @ParameterizedTest
    @CsvSource({"/v1/jobs", "/v1/jobs/archive", "/v1/jobs/archive/runs", "/v1/notices"})
    void a_merchant_does_not(String path) {
        assertThat(edge.get(path, MERCHANT).statusCode()).isEqualTo(403);
    }

    @Test
    void resolved_notices_are_not_among_the_open_ones() {
        assertThat(edge.get("/v1/notices?status=open", OPERATOR).body()).doesNotContain("job_late:archive");
    }

    @Test
    void runs_are_paged_newest_first() {
        String first = edge.get("/v1/jobs/archive/runs?limit=2", OPERATOR).body();
        String cursor = first.replaceAll(".*\"next_cursor\":\"([^\"]+)\".*", "$1");
        String second = edge.get("/v1/jobs/archive/runs?limit=2&cursor=" + cursor, OPERATOR)
                .body();

        assertThat(first).containsSubsequence("job_archive_3", "job_archive_2").doesNotContain("job_archive_1\"");
        assertThat(second).contains("job_archive_1", "\"next_cursor\":null").doesNotContain("job_archive_2");
    }

    @Test
    void the_operator_runs_a_job_and_says_why() {
        HttpResponse<String> answer = edge.post(
                "/v1/jobs/archive/run",
                REASON,
                "Authorization",
                "Bearer " + Facts.OPERATOR_KEY,
                "Idempotency-Key",
                "k-1");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("job_archive_4");
        assertThat(edge.core.jobsAsked.getLast().getBody()).isEqualTo(new RunJob("archive", "to see"));
        assertThat(edge.core.jobsAsked.getLast().getIdempotencyKey()).isEqualTo("k-1");
        assertThat(edge.core.jobsAsked.getLast().getActor()).isEqualTo("operator");
        assertThat(edge.get("/v1/jobs/archive/runs", OPERATOR).body()).contains("job_archive_4");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/jobs/archive/run,    '{}',                   422",
        "/v1/jobs/archive/run,    '{\"reason\": \"\"}',   422",
        "/v1/jobs/nothing/run,    '{\"reason\": \"x\"}',  404",
        "/v1/jobs/archive/pause,  '{\"reason\": \"x\"}',  200",
        "/v1/jobs/archive/resume, '{\"reason\": \"x\"}',  200",
    })
    void what_the_operator_asks_has_an_answer(String path, String body, int status) {
        assertThat(edge.post(path, body, OPERATOR).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"/v1/jobs/archive/run", "/v1/jobs/archive/pause", "/v1/jobs/archive/resume"})
    void a_merchant_asks_in_vain(String path) {
        assertThat(edge.post(path, REASON, MERCHANT).statusCode()).isEqualTo(403);
        assertThat(edge.core.jobsAsked).isEmpty();
    }

    @Test
    void where_the_schedule_does_not_answer_it_is_said_so() {
        edge.core.jobAnswer = _ -> Optional.empty();

        assertThat(edge.post("/v1/jobs/archive/run", REASON, OPERATOR).statusCode())
                .isEqualTo(503);
    }
}
