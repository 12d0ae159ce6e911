package dev.kassa.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.CallMode;
import dev.kassa.avro.CaptureMode;
import dev.kassa.avro.ChannelCommand;
import dev.kassa.avro.ChannelOperation;
import dev.kassa.avro.ChannelResult;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.Reply;
import dev.kassa.avro.ReplyWhen;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A payment through the core's topology. */
class CorePaymentTest {
    private final CoreDriver core = new CoreDriver();

    @AfterEach
    void close() {
        core.close();
    }

    @Test
    void an_approved_payment_succeeds_is_posted_and_told() {
        core.pays("o-1", 10_000);
        ChannelCommand call = core.call();
        assertThat(call.getMode()).isEqualTo(CallMode.CALL);
        assertThat(call.getKey()).isEqualTo(call.getPaymentId() + ":authorize");
        assertThat(core.replies()).isEmpty();

        core.answers(call, ChannelResult.APPROVED);

        assertThat(core.entries())
                .extracting(CoreDriver::line)
                .containsExactly(
                        "capture: Dr channel:simulator:receivable 10000 Cr merchant:shop:pending 9940 Cr fees 60");
        Reply reply = core.reply();
        assertThat(reply.getStatus()).isEqualTo(201);
        PaymentFact payment = (PaymentFact) reply.getBody();
        assertThat(payment.getStatus()).isEqualTo(PaymentStatusCode.SUCCEEDED);
        assertThat(payment.getFee()).isEqualTo(60);
        assertThat(reply.getPosition().getPayments()).isEqualTo(2);
        assertThat(reply.getPosition().getJournal()).isEqualTo(1);
        assertThat(core.payments())
                .extracting(PaymentFact::getStatus)
                .containsExactly(PaymentStatusCode.PROCESSING, PaymentStatusCode.SUCCEEDED);
    }

    @Test
    void a_repeat_is_told_the_first_outcome_even_after_a_refund() {
        core.pays("o-1", 10_000);
        core.approvesAll();
        PaymentFact first = (PaymentFact) core.reply().getBody();
        core.refunds("o-1", "r-1", 4_000L);
        core.approvesAll();
        core.replies();

        core.pays("o-1", 10_000);

        Reply again = core.reply();
        assertThat(again.getReplayed()).isTrue();
        assertThat(again.getStatus()).isEqualTo(201);
        assertThat(withoutPlace((PaymentFact) again.getBody())).isEqualTo(withoutPlace(first));
        assertThat(core.calls()).isEmpty();
    }

    @Test
    void a_repeat_under_way_joins_and_gets_the_same_answer() {
        core.pays("o-1", 10_000, "key", CaptureMode.AUTOMATIC);
        core.pays("o-1", 10_000, "key", CaptureMode.AUTOMATIC);
        assertThat(core.replies()).isEmpty();

        core.approvesAll();

        List<Reply> replies = core.replies();
        assertThat(replies).extracting(Reply::getReplayed).containsExactly(false, true);
        assertThat(replies.get(1).getBody()).isEqualTo(replies.get(0).getBody());
    }

    @Test
    void a_key_that_was_used_for_another_body_is_refused() {
        core.pays("o-1", 10_000, "key", CaptureMode.AUTOMATIC);

        core.pays("o-2", 10_000, "key", CaptureMode.AUTOMATIC);

        assertThat(core.reply().getCode()).isEqualTo("idempotency_key_reused");
    }

    @Test
    void a_paid_order_is_not_paid_again_on_another_key_nor_days_later() {
        core.pays("o-1", 10_000);
        core.approvesAll();
        core.replies();

        core.pays("o-1", 10_000, "another", CaptureMode.AUTOMATIC);
        assertThat(core.reply().getCode()).isEqualTo("order_already_paid");
        core.passes(Duration.ofDays(3));
        core.pays("o-1", 10_000);
        assertThat(core.reply().getCode()).isEqualTo("order_already_paid");
        assertThat(core.calls()).isEmpty();
    }

    @Test
    void a_declined_payment_fails_and_its_order_can_be_tried_again() {
        core.pays("o-1", 10_000);
        core.answers(core.call(), ChannelResult.DECLINED);
        PaymentFact failed = (PaymentFact) core.reply().getBody();
        assertThat(failed.getStatus()).isEqualTo(PaymentStatusCode.FAILED);
        assertThat(failed.getFailure().getCode()).isEqualTo("card_declined");

        core.pays("o-1", 10_000, "second try", CaptureMode.AUTOMATIC);
        core.approvesAll();

        assertThat(((PaymentFact) core.reply().getBody()).getStatus()).isEqualTo(PaymentStatusCode.SUCCEEDED);
        assertThat(core.entries()).hasSize(1);
    }

    @Test
    void a_second_attempt_waits_for_the_first_to_conclude() {
        core.pays("o-1", 10_000, "first", CaptureMode.AUTOMATIC);

        core.pays("o-1", 10_000, "second", CaptureMode.AUTOMATIC);

        assertThat(core.reply().getCode()).isEqualTo("invalid_state");
    }

    @Test
    void silence_of_the_channel_is_unknown_and_is_asked_until_it_is_known() {
        core.pays("o-1", 10_000);
        core.answers(core.call(), ChannelResult.UNKNOWN);
        assertThat(core.payments().getLast().getChannelState()).isEqualTo("unknown");

        core.passes(Duration.ofSeconds(1));
        ChannelCommand resolve = core.call();
        assertThat(resolve.getMode()).isEqualTo(CallMode.RESOLVE);
        assertThat(resolve.getAttempt()).isEqualTo(2);
        core.answers(resolve, ChannelResult.UNKNOWN);
        core.passes(Duration.ofSeconds(2));
        core.answers(core.call(), ChannelResult.UNKNOWN);
        core.passes(Duration.ofSeconds(4));
        ChannelCommand abandon = core.call();
        assertThat(abandon.getMode()).isEqualTo(CallMode.ABANDON);

        core.answers(abandon, ChannelResult.FAILED, "channel_timeout");

        PaymentFact payment = (PaymentFact) core.reply().getBody();
        assertThat(payment.getStatus()).isEqualTo(PaymentStatusCode.FAILED);
        assertThat(payment.getFailure().getCode()).isEqualTo("channel_timeout");
        assertThat(core.entries()).isEmpty();
    }

    @Test
    void a_connector_that_stays_silent_is_asked_again_by_the_watch() {
        core.pays("o-1", 10_000);
        core.calls();

        core.passes(Duration.ofSeconds(6));
        core.passes(Duration.ofSeconds(60));

        assertThat(core.call().getMode()).isEqualTo(CallMode.RESOLVE);
    }

    @Test
    void an_outcome_told_twice_is_booked_once() {
        core.pays("o-1", 10_000);
        ChannelCommand call = core.call();
        core.answers(call, ChannelResult.APPROVED);
        core.answers(call, ChannelResult.APPROVED);
        core.answers(call, ChannelResult.DECLINED);

        assertThat(core.entries()).hasSize(1);
        assertThat(core.payments()).hasSize(2);
    }

    @Test
    void a_charge_found_after_it_was_given_up_is_given_back() {
        core.pays("o-1", 10_000);
        ChannelCommand call = core.call();
        core.answers(call, ChannelResult.FAILED, "channel_unavailable");
        Reply told = core.reply();

        core.answers(call, ChannelResult.APPROVED);

        ChannelCommand giveBack = core.call();
        assertThat(giveBack.getOperation()).isEqualTo(ChannelOperation.VOID);
        assertThat(giveBack.getChannelReference()).isEqualTo("ch_" + call.getKey());
        core.answers(giveBack, ChannelResult.APPROVED);
        assertThat(core.entries()).isEmpty();
        core.pays("o-1", 10_000);
        assertThat(withoutPlace((PaymentFact) core.reply().getBody()))
                .isEqualTo(withoutPlace((PaymentFact) told.getBody()));
    }

    @Test
    void an_authorized_payment_is_captured_in_part_once() {
        core.pays("o-1", 10_000, null, CaptureMode.MANUAL);
        core.approvesAll();
        PaymentFact authorized = (PaymentFact) core.reply().getBody();
        assertThat(authorized.getStatus()).isEqualTo(PaymentStatusCode.AUTHORIZED);

        core.captures(authorized.getId(), 6_000L);
        core.approvesAll();
        Reply captured = core.reply();
        core.captures(authorized.getId(), 6_000L);
        Reply again = core.reply();
        core.captures(authorized.getId(), 7_000L);
        Reply other = core.reply();

        assertThat(captured.getStatus()).isEqualTo(200);
        assertThat(((PaymentFact) captured.getBody()).getAmountCaptured()).isEqualTo(6_000);
        assertThat(again.getReplayed()).isTrue();
        assertThat(again.getBody()).isEqualTo(captured.getBody());
        assertThat(other.getCode()).isEqualTo("idempotency_key_reused");
        assertThat(core.entries())
                .extracting(CoreDriver::line)
                .containsExactly(
                        "capture: Dr channel:simulator:receivable 6000 Cr merchant:shop:pending 5950 Cr fees 50");
        core.pays("o-1", 10_000, null, CaptureMode.MANUAL);
        assertThat(withoutPlace((PaymentFact) core.reply().getBody())).isEqualTo(withoutPlace(authorized));
    }

    @Test
    void an_authorized_payment_can_be_voided_and_not_captured_then() {
        core.pays("o-1", 10_000, null, CaptureMode.MANUAL);
        core.approvesAll();
        String id = ((PaymentFact) core.reply().getBody()).getId();

        core.voids(id);
        core.approvesAll();
        assertThat(((PaymentFact) core.reply().getBody()).getStatus()).isEqualTo(PaymentStatusCode.VOIDED);
        core.captures(id, null);
        assertThat(core.reply().getCode()).isEqualTo("invalid_state");
        assertThat(core.entries()).isEmpty();
    }

    @Test
    void an_authorization_runs_out_after_seven_days() {
        core.pays("o-1", 10_000, null, CaptureMode.MANUAL);
        core.approvesAll();

        core.passes(Duration.ofDays(7));
        core.approvesAll();

        assertThat(core.payments().getLast().getStatus()).isEqualTo(PaymentStatusCode.EXPIRED);
    }

    @Test
    void who_only_wants_acceptance_is_told_at_once_and_a_repeat_tells_the_outcome() {
        core.send(
                CoreDriver.MERCHANT,
                null,
                ReplyWhen.ACCEPTED,
                CoreDriver.payment("o-1", 10_000, CaptureMode.AUTOMATIC));
        assertThat(core.reply().getStatus()).isEqualTo(202);
        core.approvesAll();
        assertThat(core.replies()).isEmpty();

        core.pays("o-1", 10_000);

        assertThat(core.reply().getStatus()).isEqualTo(201);
    }

    @Test
    void poison_goes_to_the_dead_letters_and_the_next_command_is_carried_out() {
        core.sendPoison(new byte[] {0, 0, 0, 0, 1, 7, 7, 7});
        core.sendPoison(new byte[0]);

        core.pays("o-1", 10_000);
        core.approvesAll();

        assertThat(core.deadLetters()).hasSize(2);
        assertThat(core.reply().getStatus()).isEqualTo(201);
    }

    private static PaymentFact withoutPlace(PaymentFact fact) {
        return PaymentFact.newBuilder(fact)
                .setStatusBefore(PaymentStatusCode.UNRECOGNISED)
                .setSequence(0)
                .setCommandOffset(0)
                .build();
    }
}
