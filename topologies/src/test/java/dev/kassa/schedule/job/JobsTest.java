package dev.kassa.schedule.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import dev.kassa.avro.NoticeFact;
import dev.kassa.avro.NoticeSeverity;
import dev.kassa.avro.NoticeStatus;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.SettlementLines;
import dev.kassa.avro.SettlementStatusCode;
import dev.kassa.avro.WithdrawalFact;
import dev.kassa.avro.WithdrawalSpeed;
import dev.kassa.avro.WithdrawalStatusCode;
import dev.kassa.schedule.JobCount;
import dev.kassa.schedule.JobRun;
import dev.kassa.schedule.JobRunStatus;
import dev.kassa.schedule.JobTrigger;
import dev.kassa.schedule.work.Job;
import dev.kassa.schedule.work.JobResult;
import dev.kassa.schedule.work.Progress;
import dev.kassa.schema.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class JobsTest {
    private static final long NOW_MS = Instant.parse("2026-11-26T12:00:00Z").toEpochMilli();
    private static final int DATE = 20_782;

    private final MemoryLog log = new MemoryLog();

    private static JobResult run(Job job, long nowMs) throws Exception {
        JobRun run = new JobRun(
                "job_x_1",
                job.name(),
                nowMs,
                null,
                JobTrigger.SCHEDULE,
                "schedule",
                "",
                0,
                JobRunStatus.RUNNING,
                1,
                "w",
                0,
                null,
                1,
                List.of(),
                List.of(),
                "",
                "",
                false,
                nowMs,
                null,
                nowMs);
        return job.run(run, new Progress() {
            @Override
            public void tell(List<JobCount> counts, String message) {}

            @Override
            public void goOn() {}
        });
    }

    private static long count(JobResult result, String name) {
        return result.counts().stream()
                .filter(count -> count.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static WithdrawalFact withdrawal(String id, Duration age, WithdrawalStatusCode status) {
        return WithdrawalFact.newBuilder()
                .setId(id)
                .setMerchantId("acme")
                .setWithdrawalNo("w-" + id)
                .setAmount(100)
                .setCurrency("EUR")
                .setFee(1)
                .setAccountId("ba_1")
                .setSpeed(WithdrawalSpeed.NORMAL)
                .setStatus(status)
                .setRequestedBy("key:a")
                .setApprovalsNeeded(1)
                .setCreatedAtMs(NOW_MS - age.toMillis())
                .setUpdatedAtMs(NOW_MS)
                .setPartition(0)
                .setSequence(1)
                .setCommandOffset(1)
                .build();
    }

    private JobResult remind(long nowMs) throws Exception {
        return run(new WithdrawalReminder(log, log, InstantSource.fixed(Instant.ofEpochMilli(nowMs))), nowMs);
    }

    @Test
    void a_withdrawal_that_waits_is_brought_to_mind_at_each_run_until_it_waits_no_more() throws Exception {
        log.with(Topics.WITHDRAWALS, withdrawal("wd_old", Duration.ofMinutes(31), WithdrawalStatusCode.PENDING))
                .with(Topics.WITHDRAWALS, withdrawal("wd_new", Duration.ofMinutes(30), WithdrawalStatusCode.PENDING))
                .with(Topics.WITHDRAWALS, withdrawal("wd_done", Duration.ofHours(3), WithdrawalStatusCode.PENDING))
                .with(Topics.WITHDRAWALS, withdrawal("wd_done", Duration.ofHours(3), WithdrawalStatusCode.APPROVED));
        JobResult first = remind(NOW_MS);
        remind(NOW_MS);
        remind(NOW_MS + 1_800_000);
        log.with(Topics.WITHDRAWALS, withdrawal("wd_old", Duration.ofMinutes(31), WithdrawalStatusCode.CANCELLED));
        remind(NOW_MS + 3_600_000);

        assertThat(count(first, "reminded")).isEqualTo(1);
        assertThat(log.of(Topics.NOTICES).stream()
                        .filter(notice -> notice.getSubjectId().equals("wd_old"))
                        .map(notice -> notice.getStatus() + " " + notice.getTimes()))
                .as("a second attempt at one run says nothing")
                .containsExactly("OPEN 1", "OPEN 2", "RESOLVED 2");
    }

    @Test
    void a_withdrawal_of_which_the_bank_took_its_word_back_is_a_critical_notice_until_it_agrees_again()
            throws Exception {
        log.with(Topics.WITHDRAWALS, ended("wd_back", WithdrawalStatusCode.COMPLETED, "rejected"))
                .with(Topics.WITHDRAWALS, ended("wd_paid", WithdrawalStatusCode.FAILED, "paid"))
                .with(Topics.WITHDRAWALS, ended("wd_same", WithdrawalStatusCode.COMPLETED, "paid"))
                .with(Topics.WITHDRAWALS, ended("wd_done", WithdrawalStatusCode.COMPLETED, null));
        JobResult first = remind(NOW_MS);
        remind(NOW_MS + 1_800_000);
        log.with(Topics.WITHDRAWALS, ended("wd_back", WithdrawalStatusCode.COMPLETED, "paid"));
        remind(NOW_MS + 3_600_000);

        assertThat(count(first, "contradicted")).isEqualTo(2);
        assertThat(log.of(Topics.NOTICES).stream()
                        .map(each -> each.getSubjectId() + " " + each.getKind() + " " + each.getSeverity() + " "
                                + each.getStatus()))
                .containsExactly(
                        "wd_back withdrawal_contradicted CRITICAL OPEN",
                        "wd_paid withdrawal_contradicted CRITICAL OPEN",
                        "wd_back withdrawal_contradicted CRITICAL RESOLVED");
        assertThat(log.of(Topics.NOTICES).getFirst().getText())
                .isEqualTo("The bank did not pay withdrawal w-wd_back of acme after it had said that it had;"
                        + " the money stands in suspense.");
    }

    private static WithdrawalFact ended(String id, WithdrawalStatusCode status, @Nullable String bankState) {
        return WithdrawalFact.newBuilder(withdrawal(id, Duration.ofHours(3), status))
                .setBankState(bankState)
                .build();
    }

    @Test
    void only_notices_resolved_longer_than_30_days_ago_are_removed() throws Exception {
        for (int days : new int[] {29, 31}) {
            for (NoticeStatus status : NoticeStatus.values()) {
                long atMs = NOW_MS - Duration.ofDays(days).toMillis();
                log.with(
                        Topics.NOTICES,
                        new NoticeFact(
                                status + "-" + days, "k", NoticeSeverity.INFO, status, null, "s", "t", 1, atMs, atMs));
            }
        }

        JobResult result = run(new NotificationCleanup(log, log), NOW_MS);

        assertThat(log.written).containsExactly("- RESOLVED-31");
        assertThat(count(result, "notices")).isEqualTo(4);
    }

    private static EntryFact entry(long sequence, long pending, @Nullable String settlementId) {
        LegFact leg =
                new LegFact("merchant:acme:pending", "EUR", pending < 0 ? -pending : 0, pending < 0 ? 0 : pending);
        ByteBuffer hash = ByteBuffer.wrap(new byte[32]);
        return EntryFact.newBuilder()
                .setId("je_" + sequence)
                .setMerchantId("acme")
                .setKind("capture")
                .setLegs(List.of(leg))
                .setSettlementDate(settlementId == null ? DATE : null)
                .setSettlementId(settlementId)
                .setOccurredAtMs(NOW_MS)
                .setPostedAtMs(NOW_MS)
                .setPartition(0)
                .setSequence(sequence)
                .setCommandOffset(sequence)
                .setPreviousHash(hash)
                .setHash(hash)
                .build();
    }

    private static SettlementFact settlement(long gross, long net, SettlementStatusCode status, Duration age) {
        SettlementLines lines = SettlementLines.newBuilder()
                .setEntries(2)
                .setFirstSequence(1)
                .setLastSequence(2)
                .setGross(gross)
                .setRefunds(0)
                .setRefundsFromAvailable(0)
                .setChargebacks(0)
                .setFees(0)
                .setTotals(List.of())
                .setDigest(ByteBuffer.wrap(new byte[32]))
                .build();
        return SettlementFact.newBuilder()
                .setId("stl_1")
                .setMerchantId("acme")
                .setCurrency("EUR")
                .setBusinessDate(DATE)
                .setFromDate(DATE)
                .setCycle("daily")
                .setLines(lines)
                .setNet(net)
                .setStatus(status)
                .setCreatedAtMs(NOW_MS - age.toMillis())
                .setUpdatedAtMs(NOW_MS)
                .setPartition(0)
                .setSequence(1)
                .setCommandOffset(1)
                .build();
    }

    private JobResult reconcile() throws Exception {
        return run(new SettlementReconciliation(log, log, InstantSource.fixed(Instant.ofEpochMilli(NOW_MS))), NOW_MS);
    }

    @Test
    void settlements_that_agree_with_the_journal_raise_nothing() throws Exception {
        log.with(Topics.JOURNAL, entry(1, 700, null))
                .with(Topics.JOURNAL, entry(2, -200, null))
                .with(Topics.JOURNAL, entry(3, -500, "stl_1"))
                .with(Topics.SETTLEMENTS, settlement(500, 500, SettlementStatusCode.COMPLETED, Duration.ofDays(2)));

        JobResult result = reconcile();

        assertThat(count(result, "mismatches")).isZero();
        assertThat(result.position()).isEqualTo("0:3");
        assertThat(log.of(Topics.NOTICES)).isEmpty();
    }

    @Test
    void a_settlement_that_says_otherwise_than_the_journal_is_a_notice() throws Exception {
        log.with(Topics.JOURNAL, entry(1, 700, null))
                .with(Topics.SETTLEMENTS, settlement(500, 500, SettlementStatusCode.PENDING, Duration.ofHours(1)));

        JobResult result = reconcile();

        assertThat(count(result, "mismatches")).isEqualTo(1);
        assertThat(log.of(Topics.NOTICES)).extracting(NoticeFact::getId).containsExactly("settlement_mismatch:stl_1");
    }

    @Test
    void one_that_is_completed_but_not_posted_is_a_notice_too() throws Exception {
        log.with(Topics.JOURNAL, entry(1, 500, null))
                .with(Topics.SETTLEMENTS, settlement(500, 500, SettlementStatusCode.COMPLETED, Duration.ofHours(1)));

        assertThat(count(reconcile(), "mismatches")).isEqualTo(1);
    }

    @Test
    void settlements_that_wait_too_long_or_have_failed_are_listed_until_they_do_no_more() throws Exception {
        log.with(Topics.JOURNAL, entry(1, 500, null))
                .with(Topics.SETTLEMENTS, settlement(500, 500, SettlementStatusCode.PENDING, Duration.ofHours(25)));
        reconcile();
        log.with(Topics.SETTLEMENTS, settlement(500, 500, SettlementStatusCode.FAILED, Duration.ofHours(25)));
        reconcile();

        assertThat(log.of(Topics.NOTICES).stream().map(notice -> notice.getId() + " " + notice.getStatus()))
                .containsExactlyInAnyOrder(
                        "settlement_waits:stl_1 OPEN",
                        "settlement_failed:stl_1 OPEN",
                        "settlement_waits:stl_1 RESOLVED");
    }
}
