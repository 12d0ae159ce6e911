package dev.kassa.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.CallMode;
import dev.kassa.avro.CaptureMode;
import dev.kassa.avro.ChannelCommand;
import dev.kassa.avro.ChannelResult;
import dev.kassa.avro.CreateRefund;
import dev.kassa.avro.Customer;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.RefundStatusCode;
import dev.kassa.avro.Reply;
import dev.kassa.avro.ReplyWhen;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A refund through the core's topology. */
class CoreRefundTest {
    private final CoreDriver core = new CoreDriver();

    @BeforeEach
    void pay() {
        core.pays("o-1", 10_000);
        core.approvesAll();
        core.replies();
        core.entries();
        core.payments();
    }

    @AfterEach
    void close() {
        core.close();
    }

    @Test
    void an_approved_refund_posts_its_hold() {
        core.refunds("o-1", "r-1", 4_000L);
        core.approvesAll();

        Reply reply = core.reply();
        assertThat(reply.getStatus()).isEqualTo(201);
        assertThat(((RefundFact) reply.getBody()).getStatus()).isEqualTo(RefundStatusCode.SUCCEEDED);
        assertThat(core.entries())
                .extracting(CoreDriver::line)
                .containsExactly(
                        "refund_hold: Dr merchant:shop:pending 4000 Cr merchant:shop:refund_hold 4000",
                        "refund: Dr merchant:shop:refund_hold 4000 Cr channel:simulator:receivable 4000");
        assertThat(core.payments().getLast().getAmountRefunded()).isEqualTo(4_000);
    }

    @Test
    void a_refund_and_its_entries_are_of_a_date_in_the_merchants_zone_and_of_the_customers_country() {
        var payment = CoreDriver.payment("o-2", 10_000, CaptureMode.AUTOMATIC);
        payment.setCustomer(new Customer(null, null, null, null, "FR"));
        core.send(CoreDriver.MERCHANT, null, ReplyWhen.CONCLUDED, payment);
        core.approvesAll();
        core.entries();
        long lateInUtc = Instant.parse("2025-06-30T22:30:00Z").toEpochMilli(); // past midnight in Berlin

        core.send(
                CoreDriver.MERCHANT,
                null,
                ReplyWhen.CONCLUDED,
                new CreateRefund(CoreDriver.MERCHANT, "o-2", null, "r-1", 4_000L, null, lateInUtc));
        core.approvesAll();

        int firstOfJuly = Math.toIntExact(LocalDate.of(2025, 7, 1).toEpochDay());
        assertThat(core.refunds())
                .isNotEmpty()
                .allSatisfy(refund -> assertThat(refund.getBusinessDate()).isEqualTo(firstOfJuly))
                .allSatisfy(refund -> assertThat(refund.getCountry()).isEqualTo("FR"));
        assertThat(core.entries())
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry.getBusinessDate()).isEqualTo(firstOfJuly));
    }

    @Test
    void two_refunds_that_together_exceed_the_capture_are_not_both_taken() {
        core.refunds("o-1", "r-1", 6_000L);
        core.refunds("o-1", "r-2", 6_000L);

        assertThat(core.reply().getCode()).isEqualTo("refund_exceeds_captured");
        core.approvesAll();
        assertThat(((RefundFact) core.reply().getBody()).getRefundNo()).isEqualTo("r-1");
    }

    @Test
    void equal_refunds_with_two_numbers_are_two_and_with_one_number_one() {
        core.refunds("o-1", "r-1", 3_000L);
        core.refunds("o-1", "r-2", 3_000L);
        core.refunds("o-1", "r-1", 3_000L);
        core.approvesAll();

        List<Reply> replies = core.replies();
        assertThat(replies).extracting(Reply::getReplayed).containsExactlyInAnyOrder(false, true, false);
        assertThat(core.payments().getLast().getAmountRefunded()).isEqualTo(6_000);
    }

    @Test
    void a_refund_number_is_taken_for_ever() {
        core.refunds("o-1", "r-1", 3_000L, "a key");
        core.approvesAll();
        core.replies();

        core.refunds("o-1", "r-1", 3_000L, "another key");

        assertThat(core.reply().getCode()).isEqualTo("invalid_state");
    }

    @Test
    void a_declined_refund_gives_its_hold_back() {
        core.refunds("o-1", "r-1", 4_000L);
        core.answers(core.call(), ChannelResult.DECLINED);

        assertThat(((RefundFact) core.reply().getBody()).getStatus()).isEqualTo(RefundStatusCode.FAILED);
        assertThat(core.entries())
                .extracting(CoreDriver::line)
                .contains("refund_release: Dr merchant:shop:refund_hold 4000 Cr merchant:shop:pending 4000");
        core.refunds("o-1", "r-2", 10_000L);
        core.approvesAll();
        assertThat(core.reply().getStatus()).isEqualTo(201);
    }

    @Test
    void a_refund_in_doubt_is_asked_again() {
        core.refunds("o-1", "r-1", 4_000L);
        core.answers(core.call(), ChannelResult.UNKNOWN);
        core.passes(Duration.ofSeconds(1));
        ChannelCommand resolve = core.call();
        assertThat(resolve.getMode()).isEqualTo(CallMode.RESOLVE);

        core.answers(resolve, ChannelResult.APPROVED);

        assertThat(((RefundFact) core.reply().getBody()).getStatus()).isEqualTo(RefundStatusCode.SUCCEEDED);
    }

    @Test
    void a_refund_found_after_it_counted_as_failed_is_booked() {
        core.refunds("o-1", "r-1", 4_000L);
        ChannelCommand call = core.call();
        core.answers(call, ChannelResult.FAILED);
        core.entries();

        core.answers(call, ChannelResult.APPROVED);

        assertThat(core.entries())
                .extracting(CoreDriver::line)
                .containsExactly(
                        "refund_correction: Dr merchant:shop:pending 4000 Cr channel:simulator:receivable 4000");
        assertThat(core.refunds().getLast().getStatus()).isEqualTo(RefundStatusCode.SUCCEEDED);
    }

    @Test
    void without_an_amount_all_that_is_left_is_refunded() {
        core.refunds("o-1", "r-1", 1L);
        core.refunds("o-1", "r-2", null);
        core.approvesAll();

        assertThat(core.payments().getLast().getAmountRefunded()).isEqualTo(10_000);
        core.refunds("o-1", "r-3", null);
        assertThat(core.replies().getLast().getCode()).isEqualTo("refund_exceeds_captured");
    }

    @Test
    void an_order_that_is_not_known_has_no_payment_to_refund() {
        core.refunds("", "r-1", 100L);
        assertThat(core.reply().getCode()).isEqualTo("payment_not_found");
        core.refunds("o-9", "r-2", 100L);
        assertThat(core.reply().getCode()).isEqualTo("payment_not_found");
    }
}
