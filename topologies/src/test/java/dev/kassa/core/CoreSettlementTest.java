package dev.kassa.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.CaptureMode;
import dev.kassa.avro.ChannelResult;
import dev.kassa.avro.CreatePayment;
import dev.kassa.avro.JobReport;
import dev.kassa.avro.Reply;
import dev.kassa.avro.ReplyWhen;
import dev.kassa.avro.SettlementDecision;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.SettlementHour;
import dev.kassa.avro.SettlementStatusCode;
import dev.kassa.avro.SettlementTermsFact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Settlements through the core and the settlement application. The clock stands at noon UTC of 2026-03-01, a Sunday. */
class CoreSettlementTest {
    private final SettlingHouse house = new SettlingHouse();

    @AfterEach
    void close() {
        house.close();
    }

    private void london() {
        house.onboards("business", "GB", "Europe/London");
    }

    private static SettlementTermsFact terms() {
        return new SettlementTermsFact(null, null, null, null, null, null, null, null);
    }

    @Test
    void a_past_date_is_netted_approved_and_made_available() {
        london();
        house.pays("o-1", 100_000, "2026-02-25T10:00:00Z");
        house.pays("o-2", 50_000, "2026-02-25T23:59:59Z");
        house.pays("o-3", 7_000, "2026-02-26T00:00:00Z");
        house.refunds("o-1", "r-1", 20_000, "2026-02-25T12:00:00Z");

        SettlementFact settled = house.settled("2026-02-25");

        assertThat(settled.getStatus()).isEqualTo(SettlementStatusCode.COMPLETED);
        assertThat(settled.getLines().getGross()).isEqualTo(150_000);
        assertThat(settled.getLines().getRefunds()).isEqualTo(20_000);
        assertThat(settled.getLines().getFees()).isEqualTo(600 + 300);
        assertThat(settled.getLines().getEntries()).isEqualTo(4);
        assertThat(settled.getNet()).isEqualTo(150_000 - 20_000 - 900);
        assertThat(settled.getDueOn()).isEqualTo(SettlingHouse.days("2026-02-26"));
        assertThat(house.entries().stream().map(CoreDriver::line))
                .last()
                .isEqualTo("settlement: Dr merchant:shop-2:pending 129100 Cr merchant:shop-2:available 129100");
        assertThat(house.entries().getLast().getSettlementId()).isEqualTo(settled.getId());
        assertThat(house.entries().getLast().getSettlementDate()).isNull();
    }

    @Test
    void the_same_request_again_is_the_same_settlement_and_another_is_refused() {
        london();
        house.pays("o-1", 100_000, "2026-02-25T10:00:00Z");
        SettlementFact settled = house.settled("2026-02-25");

        house.asksToSettle("2026-02-25");
        Reply again = house.core.reply();
        house.asksToSettle("2026-02-25", "another-key");
        Reply other = house.core.reply();

        assertThat(again.getReplayed()).isTrue();
        assertThat(again.getBody()).isEqualTo(settled);
        assertThat(other.getCode()).isEqualTo("invalid_state");
        assertThat(other.getDetail()).contains(settled.getId());
    }

    @Test
    void a_repeat_while_it_is_drawn_up_joins_and_gets_the_same_answer() {
        london();
        house.pays("o-1", 100_000, "2026-02-25T10:00:00Z");
        house.asksToSettle("2026-02-25");
        house.asksToSettle("2026-02-25");
        house.flows();

        assertThat(house.core.replies())
                .hasSize(2)
                .allMatch(reply -> reply.getStatus() == 201)
                .extracting(Reply::getBody)
                .containsOnly(house.settlements().getLast());
    }

    @Test
    void what_comes_after_the_cut_goes_to_the_next_open_date() {
        london();
        house.pays("o-1", 100_000, "2026-02-25T10:00:00Z");
        house.settled("2026-02-25");
        house.settles("2026-02-26");
        house.pays("o-2", 50_000, "2026-02-25T11:00:00Z");

        assertThat(house.core.entries())
                .last()
                .satisfies(entry -> assertThat(entry.getSettlementDate()).isEqualTo(SettlingHouse.days("2026-02-26")));
    }

    @Test
    void a_date_with_nothing_on_it_is_refused_and_can_be_settled_later() {
        london();
        Reply none = house.settles("2026-02-25");
        house.pays("o-1", 100_000, "2026-02-25T10:00:00Z");
        SettlementFact settled = house.settled("2026-02-25");

        assertThat(none.getCode()).isEqualTo("invalid_state");
        assertThat(settled.getLines().getGross()).isEqualTo(100_000);
    }

    @Test
    void the_future_and_foreign_currencies_are_refused() {
        london();
        assertThat(house.settles("2026-03-02").getPointer()).isEqualTo("/business_date");
        house.onboards("business", "GB", "Europe/London");
    }

    @Test
    void below_the_minimum_it_carries_over_and_is_added_to_the_next() {
        house.onboards("starter", "GB", "Europe/London");
        house.pays("o-1", 9_000, "2026-02-24T10:00:00Z");
        house.pays("o-2", 5_000, "2026-02-25T10:00:00Z");

        SettlementFact small = house.settled("2026-02-24");
        SettlementFact next = house.settled("2026-02-25");

        assertThat(small.getCarriedOut()).isEqualTo(9_000 - 100);
        assertThat(small.getNet()).isZero();
        assertThat(small.getStatus()).isEqualTo(SettlementStatusCode.COMPLETED);
        assertThat(next.getCarriedIn()).isEqualTo(8_900);
        assertThat(next.getNet()).isEqualTo(8_900 + 4_900);
    }

    @Test
    void it_waits_for_its_due_date_and_over_the_weekend() {
        london();
        house.pays("o-1", 100_000, "2026-02-27T10:00:00Z");
        SettlementFact friday = house.settled("2026-02-27");

        assertThat(friday.getStatus()).isEqualTo(SettlementStatusCode.APPROVED);
        assertThat(friday.getDueOn()).isEqualTo(SettlingHouse.days("2026-03-02"));
        house.core.passes(Duration.ofHours(11));
        house.flows();
        assertThat(house.settlements().getLast().getStatus()).isEqualTo(SettlementStatusCode.APPROVED);
        house.core.passes(Duration.ofHours(1));
        house.flows();
        assertThat(house.settlements().getLast().getStatus()).isEqualTo(SettlementStatusCode.COMPLETED);
    }

    @Test
    void above_the_bound_a_person_decides_and_may_think_better_of_it() {
        london();
        SettlementTermsFact asked = terms();
        asked.setAutoApproveBelow(50_000L);
        house.terms(asked);
        house.core.replies();
        house.pays("o-1", 100_000, "2026-02-25T10:00:00Z");
        SettlementFact pending = house.settled("2026-02-25");

        assertThat(pending.getStatus()).isEqualTo(SettlementStatusCode.PENDING);
        Reply rejected = house.decides(pending.getId(), SettlementDecision.REJECT);
        Reply rerun = house.decides(pending.getId(), SettlementDecision.RUN);
        Reply approved = house.decides(pending.getId(), SettlementDecision.APPROVE);

        assertThat(((SettlementFact) rejected.getBody()).getStatus()).isEqualTo(SettlementStatusCode.REJECTED);
        SettlementFact again = (SettlementFact) rerun.getBody();
        assertThat(again.getStatus()).isEqualTo(SettlementStatusCode.PENDING);
        assertThat(again.getLines()).isEqualTo(pending.getLines());
        assertThat(again.getNet()).isEqualTo(pending.getNet());
        assertThat(((SettlementFact) approved.getBody()).getStatus()).isEqualTo(SettlementStatusCode.COMPLETED);
        assertThat(house.decides(pending.getId(), SettlementDecision.REJECT).getCode())
                .isEqualTo("invalid_state");
    }

    @Test
    void reserve_is_held_and_given_back_by_the_first_settlement_from_its_date_on() {
        london();
        SettlementTermsFact asked = terms();
        asked.setReserveBp(1_000);
        asked.setReserveDays(2);
        house.terms(asked);
        house.core.replies();
        house.pays("o-1", 100_000, "2026-02-23T10:00:00Z");
        house.pays("o-2", 10_000, "2026-02-24T10:00:00Z");
        house.pays("o-3", 10_000, "2026-02-25T10:00:00Z");

        SettlementFact first = house.settled("2026-02-23");
        SettlementFact second = house.settled("2026-02-24");
        SettlementFact third = house.settled("2026-02-25");

        assertThat(first.getReserveHeld()).isEqualTo(10_000);
        assertThat(first.getNet()).isEqualTo(100_000 - 600 - 10_000);
        assertThat(second.getReserveReleased()).isZero();
        assertThat(third.getReserveReleased()).isEqualTo(10_000);
        assertThat(third.getNet()).isEqualTo(10_000 - 60 - 1_000 + 10_000);
    }

    @Test
    void reserve_is_given_back_when_its_time_is_over_though_nothing_more_is_sold() {
        london();
        SettlementTermsFact asked = terms();
        asked.setReserveBp(1_000);
        asked.setReserveDays(5);
        house.terms(asked);
        house.core.replies();
        house.pays("o-1", 100_000, "2026-02-26T10:00:00Z");
        house.pays("o-2", 50_000, "2026-02-26T11:00:00Z");
        SettlementFact held = house.settled("2026-02-26");

        // Until 2026-03-03, whose run is at 02:00 of the day after.
        passesUntil("2026-03-04T02:59:59Z");
        assertThat(house.settlements()).extracting(SettlementFact::getId).containsOnly(held.getId());
        passesUntil("2026-03-04T03:00:00Z");
        SettlementFact back = house.settlements().getLast();
        passesUntil("2026-03-05T03:00:00Z");

        assertThat(held.getReserveHeld()).isEqualTo(15_000);
        assertThat(back.getReserveReleased()).isEqualTo(15_000);
        assertThat(back.getBusinessDate()).isEqualTo(SettlingHouse.days("2026-03-03"));
        assertThat(back.getNet()).isEqualTo(15_000);
        assertThat(back.getLines().getEntries()).isZero();
        assertThat(house.settlements().getLast().getId()).isEqualTo(back.getId());
        assertThat(house.settlements().getLast().getStatus()).isEqualTo(SettlementStatusCode.COMPLETED);
        assertThat(house.entries().stream().map(CoreDriver::line))
                .last()
                .isEqualTo("settlement: Dr merchant:shop-2:reserve 15000 Cr merchant:shop-2:available 15000");
        assertThat(house.cuts()).hasSize(2);
    }

    @Test
    void reserve_of_a_merchant_that_is_settled_by_hand_waits_for_somebody_who_asks() {
        london();
        SettlementTermsFact asked = terms();
        asked.setReserveBp(1_000);
        asked.setReserveDays(5);
        asked.setCycle("manual");
        house.terms(asked);
        house.core.replies();
        house.pays("o-1", 100_000, "2026-02-26T10:00:00Z");
        house.settled("2026-02-26");
        passesUntil("2026-03-09T03:00:00Z");

        assertThat(house.cuts()).hasSize(1);
        assertThat(house.settled("2026-03-03").getReserveReleased()).isEqualTo(10_000);
    }

    @Test
    void reserves_of_two_currencies_that_are_due_at_once_make_a_settlement_each() {
        london();
        SettlementTermsFact asked = terms();
        asked.setReserveBp(1_000);
        asked.setReserveDays(5);
        house.terms(asked);
        house.core.replies();
        for (String currency : List.of("EUR", "GBP")) {
            house.core.send(
                    SettlingHouse.SHOP,
                    null,
                    ReplyWhen.CONCLUDED,
                    new CreatePayment(
                            SettlingHouse.SHOP,
                            "o-" + currency,
                            100_000L,
                            currency,
                            null,
                            CaptureMode.AUTOMATIC,
                            "tok_ok",
                            null,
                            null,
                            List.of(),
                            Instant.parse("2026-02-26T10:00:00Z").toEpochMilli()));
            house.core.approvesAll();
        }
        house.runs("run-1", "2026-03-01T02:00:00Z", null);
        passesUntil("2026-03-04T03:00:00Z");
        passesUntil("2026-03-05T03:00:00Z");

        assertThat(house.settlements().stream()
                        .filter(each -> each.getReserveReleased() == 10_000
                                && each.getStatus() == SettlementStatusCode.COMPLETED)
                        .map(each -> each.getId() + each.getCurrency())
                        .distinct())
                .hasSize(2);
        assertThat(house.settlements().stream().map(SettlementFact::getId).distinct())
                .hasSize(4);
    }

    private void passesUntil(String moment) {
        house.core.passes(Duration.between(house.core.now(), Instant.parse(moment)));
        house.flows();
    }

    @Test
    void a_refund_from_available_is_not_taken_twice() {
        london();
        house.pays("o-1", 100_000, "2026-02-24T10:00:00Z");
        house.settled("2026-02-24");
        house.refunds("o-1", "r-1", 30_000, "2026-02-25T10:00:00Z");
        SettlementFact next = house.settled("2026-02-25");

        assertThat(next.getLines().getRefunds()).isEqualTo(30_000);
        assertThat(next.getLines().getRefundsFromAvailable()).isEqualTo(30_000);
        assertThat(next.getNet() + next.getCarriedOut()).isZero();
    }

    @Test
    void a_refund_that_fails_after_the_cut_is_given_back_in_the_next() {
        london();
        house.pays("o-1", 100_000, "2026-02-24T10:00:00Z");
        house.asksRefund("o-1", "r-1", 30_000, "2026-02-24T11:00:00Z");
        SettlementFact first = house.settled("2026-02-24");
        house.answers(ChannelResult.DECLINED);
        house.core.replies();
        SettlementFact next = house.settled("2026-02-25");

        assertThat(first.getLines().getRefunds()).isEqualTo(30_000);
        assertThat(next.getLines().getRefunds()).isEqualTo(-30_000);
        assertThat(next.getNet()).isEqualTo(30_000);
    }

    @Test
    void a_week_is_one_settlement() {
        london();
        SettlementTermsFact asked = terms();
        asked.setCycle("weekly");
        house.terms(asked);
        house.core.replies();
        house.pays("o-1", 10_000, "2026-02-16T10:00:00Z");
        house.pays("o-2", 10_000, "2026-02-20T10:00:00Z");
        house.pays("o-3", 10_000, "2026-02-23T10:00:00Z");
        house.runs("run-1", "2026-03-01T12:00:00Z", null);

        SettlementFact week = house.settlements().getLast();
        assertThat(week.getFromDate()).isEqualTo(SettlingHouse.days("2026-02-16"));
        assertThat(week.getBusinessDate()).isEqualTo(SettlingHouse.days("2026-02-22"));
        assertThat(week.getLines().getGross()).isEqualTo(20_000);
        assertThat(house.cuts()).hasSize(1);
    }

    @Test
    void a_run_closes_every_date_that_is_due_and_says_so_once() {
        london();
        house.pays("o-1", 10_000, "2026-02-20T10:00:00Z");
        house.pays("o-2", 10_000, "2026-02-27T10:00:00Z");
        house.pays("o-3", 10_000, "2026-02-28T10:00:00Z");
        house.pays("o-4", 10_000, "2026-03-01T10:00:00Z");
        house.runs("run-1", "2026-03-01T01:59:59Z", null);
        house.runs("run-2", "2026-03-01T02:00:00Z", "Europe/London");
        house.runs("run-2", "2026-03-01T02:00:00Z", "Europe/London");
        house.runs("run-3", "2026-03-01T02:00:00Z", "Europe/Berlin");

        assertThat(house.cuts())
                .extracting(cut -> cut.getRunId() + " " + cut.getToDate())
                .containsExactly(
                        "run-1 " + SettlingHouse.days("2026-02-20"),
                        "run-1 " + SettlingHouse.days("2026-02-27"),
                        "run-2 " + SettlingHouse.days("2026-02-28"));
        assertThat(house.told().stream()
                        .map(told -> told.getBody())
                        .filter(JobReport.class::isInstance)
                        .map(JobReport.class::cast)
                        .map(report -> report.getRunId() + " "
                                + report.getCounts().getFirst().getValue()))
                .containsExactly("run-1 2", "run-2 1", "run-2 1", "run-3 0");
        assertThat(house.told().stream().map(told -> told.getBody()).filter(SettlementHour.class::isInstance))
                .containsExactly(
                        new SettlementHour("Europe/Berlin", "02:00"), new SettlementHour("Europe/London", "02:00"));
    }
}
