package dev.kassa.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.payment.Failure;
import dev.kassa.settlement.Settlement.Decision;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettlementRulesTest {
    private static final LocalDate DATE = LocalDate.parse("2026-03-02");
    private static final Failure WHY = new Failure("merchant_not_active", "The merchant is not active.");
    private static final long NOW_MS = 1_000_000;

    private static Settlement cut() {
        return Settlement.cut("stl_1", "shop", "EUR", new ClosedDates.Range(DATE, DATE), Cycle.DAILY, null, NOW_MS - 1);
    }

    private static Statement statement(long net, long held, long carriedOut) {
        Lines lines = new Lines(1, 1, 1, net + held + carriedOut, 0, 0, 0, 0, 0, List.of(), ByteBuffer.allocate(32));
        return new Statement(lines, DATE, held, 0, 0, carriedOut, net);
    }

    private static Settlement drawn(long net, long held, long carriedOut, long bound) {
        SettlementTerms terms = new SettlementTerms(Cycle.DAILY, LocalTime.MIDNIGHT, 1, "GB", 0, 90, 0, bound);
        return SettlementRules.drawnUp(cut(), statement(net, held, carriedOut), terms, NOW_MS);
    }

    /** A settlement of a status. */
    private static Settlement of(SettlementStatus status) {
        Settlement pending = drawn(100, 0, 0, 0);
        Settlement approved = SettlementRules.carriedOut(pending, new SettlementCommand.Approve("a", ""), NOW_MS);
        return switch (status) {
            case PENDING -> pending;
            case APPROVED -> approved;
            case REJECTED -> SettlementRules.carriedOut(pending, new SettlementCommand.Reject("a", ""), NOW_MS);
            case PROCESSING -> SettlementRules.tried(approved, WHY, NOW_MS);
            case COMPLETED -> SettlementRules.tried(approved, null, NOW_MS);
            case FAILED -> failed(approved);
        };
    }

    private static Settlement failed(Settlement approved) {
        Settlement tried = approved;
        while (tried.status() != SettlementStatus.FAILED) {
            tried = SettlementRules.tried(tried, WHY, NOW_MS);
        }
        return tried;
    }

    private static SettlementCommand command(String word) {
        return switch (word) {
            case "approve" -> new SettlementCommand.Approve("key:b", "so");
            case "reject" -> new SettlementCommand.Reject("key:b", "so");
            default -> new SettlementCommand.Run("key:b", "so");
        };
    }

    @ParameterizedTest
    @CsvSource({
        // net, held, carried out, bound → status
        "   99,   0,     0,   100, APPROVED",
        "  100,   0,     0,   100, PENDING",
        "   90,   9,     0,   100, APPROVED",
        "   90,  10,     0,   100, PENDING",
        "    0, 100,     0,   100, PENDING",
        "    1,   0,     0,     0, PENDING",
        // What moves nothing out asks nobody, whatever the bound.
        "    0,   0,  -500,     0, APPROVED",
        "    0,   0, 90000,   100, APPROVED",
        "    0,   0,     0,     0, APPROVED",
    })
    void below_the_bound_the_rule_approves(long net, long held, long carriedOut, long bound, SettlementStatus status) {
        Settlement drawn = drawn(net, held, carriedOut, bound);

        assertThat(drawn.status()).isEqualTo(status);
        assertThat(drawn.decision())
                .isEqualTo(status == SettlementStatus.APPROVED ? new Decision(Settlement.BY_RULE, NOW_MS, "") : null);
    }

    @ParameterizedTest
    @CsvSource({
        // status, command → status after it, or why not
        "PENDING,    approve, APPROVED",
        "PENDING,    reject,  REJECTED",
        "PENDING,    run,     NOT_TO_RUN",
        "APPROVED,   approve, NOT_WAITING",
        "APPROVED,   reject,  REJECTED",
        "APPROVED,   run,     NOT_TO_RUN",
        "REJECTED,   approve, NOT_WAITING",
        "REJECTED,   reject,  NOT_REJECTABLE",
        "REJECTED,   run,     PENDING",
        "PROCESSING, approve, NOT_WAITING",
        "PROCESSING, reject,  NOT_REJECTABLE",
        "PROCESSING, run,     NOT_TO_RUN",
        "COMPLETED,  approve, NOT_WAITING",
        "COMPLETED,  reject,  NOT_REJECTABLE",
        "COMPLETED,  run,     NOT_TO_RUN",
        "FAILED,     approve, NOT_WAITING",
        "FAILED,     reject,  NOT_REJECTABLE",
        "FAILED,     run,     APPROVED",
    })
    void a_person_decides_where_it_stands_so(SettlementStatus status, String word, String outcome) {
        Settlement before = of(status);
        Optional<SettlementRejection> refusal = SettlementRules.refusal(before, command(word));
        String came = refusal.map(Enum::name)
                .orElseGet(() -> SettlementRules.carriedOut(before, command(word), NOW_MS + 5)
                        .status()
                        .name());

        assertThat(came).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"approve, NOT_WAITING", "reject, NOT_REJECTABLE", "run, NOT_TO_RUN"})
    void nobody_decides_on_one_that_is_not_drawn_up(String word, SettlementRejection reason) {
        assertThat(SettlementRules.refusal(cut(), command(word))).contains(reason);
    }

    @Test
    void looked_at_again_it_has_the_same_numbers_and_is_decided_on_afresh() {
        Settlement rejected = of(SettlementStatus.REJECTED);
        Settlement again = SettlementRules.carriedOut(rejected, command("run"), NOW_MS + 5);

        assertThat(again.statement()).isEqualTo(rejected.statement());
        assertThat(again.decision()).isNull();
        assertThat(again.runs()).isEqualTo(1);
    }

    @Test
    void what_cannot_be_carried_out_is_tried_again_at_growing_pauses_and_then_left_to_a_person() {
        Settlement first = SettlementRules.tried(of(SettlementStatus.APPROVED), WHY, NOW_MS);
        Settlement second = SettlementRules.tried(first, WHY, NOW_MS);
        Settlement third = SettlementRules.tried(second, WHY, NOW_MS);
        Settlement fourth = SettlementRules.tried(third, WHY, NOW_MS);

        assertThat(List.of(first, second, third)).allMatch(each -> each.status() == SettlementStatus.PROCESSING);
        assertThat(pause(first)).isEqualTo(Duration.ofMinutes(15));
        assertThat(pause(second)).isEqualTo(Duration.ofHours(1));
        assertThat(pause(third)).isEqualTo(Duration.ofHours(4));
        assertThat(fourth.status()).isEqualTo(SettlementStatus.FAILED);
        assertThat(fourth.failure()).isEqualTo(WHY);
    }

    private static Duration pause(Settlement settlement) {
        return Duration.ofMillis(SettlementRules.triedAgainAtMs(settlement) - NOW_MS);
    }

    @Test
    void run_after_it_failed_it_has_all_its_attempts_again() {
        Settlement again = SettlementRules.carriedOut(of(SettlementStatus.FAILED), command("run"), NOW_MS);
        Settlement done = SettlementRules.tried(again, null, NOW_MS + 7);

        assertThat(again.attempts()).isZero();
        assertThat(again.failure()).isNull();
        assertThat(SettlementRules.isToBeCarriedOut(again)).isTrue();
        assertThat(done.status()).isEqualTo(SettlementStatus.COMPLETED);
        assertThat(done.completedAtMs()).isEqualTo(NOW_MS + 7);
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, false",
        "APPROVED, true",
        "REJECTED, false",
        "PROCESSING, true",
        "COMPLETED, false",
        "FAILED, false"
    })
    void only_what_is_approved_or_under_way_is_carried_out(SettlementStatus status, boolean carriedOut) {
        assertThat(SettlementRules.isToBeCarriedOut(of(status))).isEqualTo(carriedOut);
    }
}
