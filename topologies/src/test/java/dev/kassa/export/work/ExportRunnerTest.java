package dev.kassa.export.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.avro.CompleteExport;
import dev.kassa.avro.StartExport;
import dev.kassa.export.Export;
import dev.kassa.export.ExportCommand;
import dev.kassa.export.ExportKind;
import dev.kassa.export.ExportOrder;
import dev.kassa.export.ExportRules;
import dev.kassa.export.ExportStatus;
import dev.kassa.export.file.ExportFormat;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExportRunnerTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final WorkSettings QUICK =
            new WorkSettings(2, Duration.ZERO, Duration.ofMillis(5), Duration.ofMillis(300));
    private static final String ID = "exp_1";

    private final TinyLog log = new TinyLog();
    private final MemoryFiles files = new MemoryFiles();
    private final Gate rows = new Gate();
    private final ExportRunner runner = runner("w1");

    private ExportRunner runner(String worker) {
        return new ExportRunner(rows, new KnownTrends(List.of()), files, log, worker, 3, 5_000, QUICK);
    }

    @BeforeEach
    void start() {
        log.assign(runner);
    }

    @AfterEach
    void stop() {
        rows.open.countDown();
        runner.close();
    }

    @Test
    void what_is_asked_for_is_made() {
        log.request(ID, order(null));

        Export done = awaited(ID, ExportStatus.COMPLETED);

        assertThat(done.rows()).isEqualTo(3_000);
        assertThat(Objects.requireNonNull(done.result()).position()).isEqualTo("0:3,1:4,2:5");
        assertThat(files.byName).containsOnlyKeys("exp_1-1.csv");
        assertThat(files.byName.get("exp_1-1.csv"))
                .hasSize(Math.toIntExact(done.result().sizeBytes()));
        assertThat(rows.closed).containsExactlyInAnyOrder("p0", "p1", "p2");
        assertThat(runner.tally().rows()).isEqualTo(3_000);
    }

    @Test
    void a_merchants_export_asks_its_own_partition_only() {
        log.request(ID, order("acme"));

        awaited(ID, ExportStatus.COMPLETED);

        assertThat(rows.questions).hasSize(1);
        assertThat(rows.questions.getFirst().merchantId()).isEqualTo("acme");
    }

    @Test
    void it_tells_how_far_it_is() {
        rows.open = new CountDownLatch(1);
        log.request(ID, order("acme"));

        await().atMost(LONG).until(() -> {
            Export export = log.find(ID);
            return export != null && export.rows() > 0 && export.estimatedRows() == 1_000;
        });
        assertThat(files.byName).isEmpty();
    }

    @Test
    void what_was_away_is_tried_again() {
        rows.away = 1;
        log.request(ID, order("acme"));

        Export done = awaited(ID, ExportStatus.COMPLETED);

        assertThat(done.attempt()).isEqualTo(2);
        assertThat(done.failures()).isEqualTo(1);
        assertThat(files.byName).containsOnlyKeys("exp_1-2.csv");
    }

    @Test
    void too_many_rows_are_refused_at_once() {
        rows.rows = 6_000;
        log.request(ID, order("acme"));

        Export failed = awaited(ID, ExportStatus.FAILED);

        assertThat(failed.attempt()).isEqualTo(1);
        assertThat(Objects.requireNonNull(failed.failure()).code()).isEqualTo("too_many_rows");
        assertThat(failed.failure().message()).contains("5,000 rows");
        assertThat(files.byName).isEmpty();
    }

    @Test
    void a_store_that_takes_nothing_fails_it() {
        files.full = true;
        log.aheadMs = 1_000;
        log.request(ID, order("acme"));

        await().atMost(LONG).until(() -> {
            Export export = log.find(ID);
            return export != null && export.failures() > 0;
        });
        assertThat(Objects.requireNonNull(Objects.requireNonNull(log.find(ID)).failure())
                        .code())
                .isEqualTo("unavailable");
    }

    @Test
    void a_cancelled_export_is_left_in_the_middle() throws InterruptedException {
        rows.open = new CountDownLatch(1);
        log.request(ID, order("acme"));
        rows.reached.await();

        log.decide(ID, new ExportCommand.Cancel());
        awaited(ID, ExportStatus.CANCELLED);
        rows.open.countDown();

        await().atMost(LONG).until(() -> runner.tally().ends(WorkTally.End.STOPPED) == 1);
        assertThat(files.byName).isEmpty();
        assertThat(log.told).noneMatch(CompleteExport.class::isInstance);
    }

    @Test
    void whoever_takes_the_partition_begins_anew_and_whoever_lost_it_leaves_nothing() throws InterruptedException {
        rows.open = new CountDownLatch(1);
        log.request(ID, order("acme"));
        rows.reached.await();
        log.revoke();
        try (ExportRunner next = runner("w2")) {
            log.assign(next);
            await().atMost(LONG).until(() -> "w2".equals(workerOf(ID)));
            rows.open.countDown();

            Export done = awaited(ID, ExportStatus.COMPLETED);

            assertThat(done.worker()).isEqualTo("w2");
            assertThat(done.attempt()).isEqualTo(2);
            await().atMost(LONG).until(() -> runner.tally().ends(WorkTally.End.STOPPED) == 1);
            assertThat(files.byName).containsOnlyKeys("exp_1-2.csv");
        }
    }

    @Test
    void a_zombie_that_does_not_know_it_yet_changes_nothing() throws InterruptedException {
        rows.open = new CountDownLatch(1);
        log.request(ID, order("acme"));
        rows.reached.await();
        // the partition goes on to another, and nobody tells the first
        try (ExportRunner next = runner("w2")) {
            log.assign(next);
            await().atMost(LONG).until(() -> "w2".equals(workerOf(ID)));
            rows.open.countDown();

            Export done = awaited(ID, ExportStatus.COMPLETED);

            await().atMost(LONG)
                    .until(() -> log.told.stream()
                                    .filter(CompleteExport.class::isInstance)
                                    .count()
                            == 2);
            assertThat(done.worker()).isEqualTo("w2");
            assertThat(log.find(ID)).isEqualTo(done);
            assertThat(files.byName)
                    .containsKey(Objects.requireNonNull(done.result()).file());
        }
    }

    @Test
    void what_the_log_lost_is_told_again() {
        log.loses = body -> body instanceof StartExport && log.told.size() == 1;
        log.request(ID, order("acme"));

        assertThat(awaited(ID, ExportStatus.COMPLETED).attempt()).isEqualTo(1);
    }

    @Test
    void a_file_that_the_log_knows_nothing_of_is_made_again_and_the_first_one_goes() {
        log.loses = body -> body instanceof CompleteExport done && done.getAttempt() == 1;
        log.request(ID, order("acme"));

        assertThat(awaited(ID, ExportStatus.COMPLETED).attempt()).isEqualTo(2);
        await().atMost(LONG).untilAsserted(() -> assertThat(files.byName).containsOnlyKeys("exp_1-2.csv"));
    }

    @Test
    void the_file_goes_when_its_time_is_over() {
        // by the log's clock it was completed a day ago
        log.aheadMs = -ExportRules.KEPT_MS - 1_000;
        log.request(ID, order("acme"));
        await().atMost(LONG).until(() -> {
            Export export = log.find(ID);
            return export != null && export.status() == ExportStatus.COMPLETED;
        });
        log.aheadMs = 0;

        awaited(ID, ExportStatus.EXPIRED);

        assertThat(files.byName).isEmpty();
    }

    @Test
    void no_more_are_under_way_than_there_are_hands_and_each_scope_has_its_turn() throws InterruptedException {
        rows.open = new CountDownLatch(1);
        log.revoke();
        log.request("exp_1", order("acme"));
        log.request("exp_2", order("acme"));
        log.request("exp_3", order("other"));
        log.assign(runner);

        await().atMost(LONG).until(() -> runner.tally().running() == 2);
        assertThat(runner.open()).isEqualTo(3);
        assertThat(statusOf("exp_1")).isEqualTo(ExportStatus.RUNNING);
        assertThat(statusOf("exp_2")).isEqualTo(ExportStatus.PENDING);
        assertThat(statusOf("exp_3")).isEqualTo(ExportStatus.RUNNING);
        rows.open.countDown();
        awaited("exp_2", ExportStatus.COMPLETED);
    }

    private Export awaited(String id, ExportStatus status) {
        await().atMost(LONG).until(() -> statusOf(id) == status);
        return Objects.requireNonNull(log.find(id));
    }

    private @Nullable ExportStatus statusOf(String id) {
        Export export = log.find(id);
        return export == null ? null : export.status();
    }

    private @Nullable String workerOf(String id) {
        Export export = log.find(id);
        return export == null ? null : export.worker();
    }

    private static ExportOrder order(@Nullable String merchantId) {
        return new ExportOrder(
                merchantId, "Acme", ExportKind.BALANCES, ExportFormat.CSV, null, null, true, "operator", null);
    }
}
