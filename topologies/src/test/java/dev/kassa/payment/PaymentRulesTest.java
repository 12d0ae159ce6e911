package dev.kassa.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.channelcall.Operation;
import dev.kassa.channelcall.Outcome;
import dev.kassa.payment.PaymentEvent.ChannelAsked;
import dev.kassa.reference.Actor;
import dev.kassa.risk.Decision;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentRulesTest {
    private static final long NOW = 1_000_000;
    private static final long LATER = NOW + 100;
    private static final long REVIEW_MS = 100;
    private static final Actor ANN = new Actor(Sample.REQUESTER, "Ann");

    // Where the payment is, what it is told, and what happens; -- is nothing, a word in capitals a rejection.
    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "processing         | authorize approved 1  | Captured",
                "processing         | authorize approved 0  | Captured",
                "processing         | authorize approved 9  | Captured",
                "processing         | authorize declined 1  | Failed",
                "processing         | authorize declined 9  | Failed",
                "processing         | authorize failed 1    | Failed",
                "processing         | authorize failed 9    | --",
                "processing         | authorize unknown 1   | LeftOpen",
                "processing         | authorize unknown 9   | --",
                "processing         | authorize pending 1   | LeftOpen",
                "processing         | authorize pending 0   | LeftOpen",
                "processing         | capture approved 1    | --",
                "processing         | void approved 1       | --",
                "processing         | capture               | NOT_AUTHORIZED",
                "processing         | void                  | NOT_AUTHORIZED",
                "processing         | cancel                | ALREADY_SENT",
                "processing         | due                   | --",
                "in review          | accept                | Reviewed, ChannelAsked AUTHORIZE CALL",
                "in review          | reject                | Reviewed, Failed",
                "in review          | accept-own            | DECIDED_BY_REQUESTER",
                "in review          | cancel                | Cancelled",
                "in review          | due                   | Expired",
                "in review          | capture               | NOT_AUTHORIZED",
                "in review          | authorize approved 1  | --",
                "processing         | accept                | NOT_IN_REVIEW",
                "succeeded          | reject                | NOT_IN_REVIEW",
                "failed             | accept-own            | DECIDED_BY_REQUESTER",
                "processing manual  | authorize approved 1  | Authorized",
                "processing manual  | authorize declined 1  | Failed",
                "authorized         | authorize approved 1  | --",
                "authorized         | authorize declined 1  | --",
                "authorized         | capture               | ChannelAsked CAPTURE CALL",
                "authorized         | capture 1             | ChannelAsked CAPTURE CALL",
                "authorized         | capture 0             | AMOUNT_OUT_OF_BOUNDS",
                "authorized         | capture 1001          | CAPTURE_EXCEEDS_AUTHORIZED",
                "authorized         | void                  | ChannelAsked VOID CALL",
                "authorized         | cancel                | ALREADY_SENT",
                "authorized         | due                   | --",
                "authorized         | capture approved 1    | Captured",
                "authorized         | void approved 0       | Voided",
                "capturing          | capture approved 1    | Captured",
                "capturing          | capture declined 1    | OperationRefused",
                "capturing          | capture failed 1      | OperationRefused",
                "capturing          | capture unknown 1     | LeftOpen",
                "capturing          | authorize approved 1  | --",
                "capturing          | capture               | OPERATION_UNDER_WAY",
                "capturing          | void                  | OPERATION_UNDER_WAY",
                "voiding            | void approved 1       | Voided",
                "voiding            | void declined 1       | OperationRefused",
                "voiding            | capture               | OPERATION_UNDER_WAY",
                "succeeded          | authorize approved 1  | --",
                "succeeded          | authorize declined 1  | --",
                "succeeded          | authorize unknown 1   | --",
                "succeeded          | capture               | NOT_AUTHORIZED",
                "succeeded          | void                  | NOT_AUTHORIZED",
                "succeeded          | cancel                | ALREADY_SENT",
                "succeeded          | due                   | --",
                "failed             | authorize approved 1  | FoundCharged, ChannelAsked VOID CALL",
                "failed             | authorize declined 1  | --",
                "failed             | capture               | NOT_AUTHORIZED",
                "giving back        | authorize approved 1  | --",
                "giving back        | void approved 1       | GivenBack",
                "giving back        | void unknown 1        | LeftOpen",
                "created            | cancel                | Cancelled",
            })
    void what_happens(String where, String told, String expected) {
        assertThat(outcomeOf(PaymentRules.decide(payment(where), command(told), LATER)))
                .isEqualTo(expected);
    }

    @Test
    void evolving_a_capture_sets_amount_fee_and_the_answer() {
        Payment after = PaymentRules.evolve(payment("processing"), new PaymentEvent.Captured(1_000, 6, "ch_1"), LATER);

        assertThat(after.status()).isEqualTo(PaymentStatus.SUCCEEDED);
        assertThat(after.captured()).isEqualTo(1_000);
        assertThat(after.fee()).isEqualTo(6);
        assertThat(after.pending()).isNull();
        assertThat(after.answered()).isEqualTo(new Payment.Answered(PaymentStatus.SUCCEEDED, LATER, true));
        assertThat(after.updatedAtMs()).isEqualTo(LATER);
    }

    @Test
    void doubt_is_cleared_by_a_conclusion() {
        Payment doubtful = evolve(payment("processing"), "authorize unknown 1");
        assertThat(doubtful.inDoubt()).isEqualTo("unknown");
        assertThat(evolve(doubtful, "authorize approved 1").inDoubt()).isNull();
    }

    @Test
    void an_operation_is_asked_again_when_its_time_has_come_and_not_before() {
        Payment doubtful = evolve(payment("processing"), "authorize unknown 1");

        assertThat(outcomeOf(PaymentRules.decide(doubtful, new PaymentCommand.Due(), LATER + 999)))
                .isEqualTo("--");
        assertThat(outcomeOf(PaymentRules.decide(doubtful, new PaymentCommand.Due(), LATER + 1_000)))
                .isEqualTo("ChannelAsked AUTHORIZE RESOLVE");
    }

    @Test
    void an_authorization_is_given_back_when_it_runs_out_and_expires() {
        Payment authorized = payment("authorized");
        long end = PaymentRules.authorizedUntilMs(authorized);

        assertThat(outcomeOf(PaymentRules.decide(authorized, new PaymentCommand.Due(), end - 1)))
                .isEqualTo("--");
        PaymentRules.Decision decision = PaymentRules.decide(authorized, new PaymentCommand.Due(), end);
        assertThat(outcomeOf(decision)).isEqualTo("ChannelAsked VOID CALL");
        Payment expiring = PaymentRules.evolve(
                authorized, ((PaymentRules.Decision.Accepted) decision).events().getFirst(), end);
        assertThat(outcomeOf(PaymentRules.decide(expiring, command("void approved 1"), end)))
                .isEqualTo("Expired");
    }

    @Test
    void what_the_first_caller_was_told_does_not_change() {
        Payment told = PaymentRules.evolve(payment("processing"), new PaymentEvent.Captured(1_000, 6, "ch_1"), LATER);
        Payment refunded = PaymentRules.evolve(told, new PaymentEvent.RefundStarted(400), LATER + 1);
        refunded = PaymentRules.evolve(refunded, new PaymentEvent.RefundSucceeded(400), LATER + 2);

        assertThat(refunded.refunded()).isEqualTo(400);
        assertThat(refunded.asAnswered()).isEqualTo(told.asAnswered());
        assertThat(refunded.asAnswered()).isEqualTo(told);
    }

    // How long the channel left open whether it charged, before it says for certain that it did not.
    @ParameterizedTest(name = "after {0} ms: {1}")
    @CsvSource({"0, Failed", "86399999, Failed", "86400000, Expired"})
    void a_payment_that_was_in_doubt_for_a_day_expires(long afterMs, String expected) {
        PaymentCommand failed = command("authorize failed 1");

        assertThat(outcomeOf(PaymentRules.decide(payment("processing"), failed, NOW + afterMs)))
                .isEqualTo(expected);
    }

    @Test
    void a_decline_is_no_matter_of_time() {
        PaymentCommand declined = command("authorize declined 1");

        assertThat(outcomeOf(PaymentRules.decide(payment("processing"), declined, NOW + 90_000_000)))
                .isEqualTo("Failed");
    }

    // A capture that is confirmed after all: what was asked for, else what the channel says, else all of it.
    @ParameterizedTest(name = "{0}, the channel says {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {"capturing, -, 1000", "capturing, 70, 1000", "authorized, 70, 70", "authorized, -, 1000"})
    void how_much_was_captured(String where, @Nullable Long said, long expected) {
        Outcome outcome = new Outcome(Operation.CAPTURE, 1, Outcome.Result.APPROVED, "ch_1", null, null, said);

        assertThat(PaymentRules.decide(payment(where), new PaymentCommand.Heard(outcome), LATER))
                .isInstanceOfSatisfying(
                        PaymentRules.Decision.Accepted.class,
                        accepted -> assertThat(accepted.events())
                                .singleElement()
                                .isEqualTo(new PaymentEvent.Captured(expected, Sample.FEES.feeOn(expected), "ch_1")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"ACCEPT, PROCESSING", "FLAG, PROCESSING", "REVIEW, REVIEW", "REJECT, FAILED"})
    void what_the_risk_rules_found_decides_how_a_payment_begins(Decision found, PaymentStatus expected) {
        assertThat(begun(found).status()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "asked for by {0}, decided by {1} of {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "Ann | key:a    | Ann | DECIDED_BY_REQUESTER",
                "Ann | key:a    | -   | DECIDED_BY_REQUESTER",
                "Ann | key:a    | Bob | DECIDED_BY_REQUESTER",
                "Ann | key:b    | Ann | DECIDED_BY_REQUESTER",
                "Ann | key:b    | ANN | DECIDED_BY_REQUESTER",
                "Ann | key:b    | Bob | Reviewed, ChannelAsked AUTHORIZE CALL",
                "Ann | key:b    | -   | Reviewed, ChannelAsked AUTHORIZE CALL",
                "-   | key:a    | Ann | DECIDED_BY_REQUESTER",
                "-   | key:b    | Ann | Reviewed, ChannelAsked AUTHORIZE CALL",
                "-   | key:b    | -   | Reviewed, ChannelAsked AUTHORIZE CALL",
                "Ann | operator | -   | Reviewed, ChannelAsked AUTHORIZE CALL",
            })
    void a_second_person_decides_and_not_another_key_of_the_first(
            @Nullable String requester, String by, @Nullable String person, String expected) {
        Payment created = PaymentRules.open("pay_1", terms(false), Sample.finding(Decision.REVIEW), NOW);
        Actor asked = new Actor(Sample.REQUESTER, requester);
        Payment held = PaymentRules.evolve(created, PaymentRules.begin(created, NOW, REVIEW_MS, () -> asked), NOW);

        PaymentRules.Decision decision =
                PaymentRules.decide(held, new PaymentCommand.Review(true, new Actor(by, person), "seen"), LATER);

        assertThat(outcomeOf(decision)).isEqualTo(expected);
    }

    @Test
    void a_review_waits_until_its_time_is_over() {
        Payment held = begun(Decision.REVIEW);

        PaymentRules.Decision before = PaymentRules.decide(held, new PaymentCommand.Due(), NOW + REVIEW_MS - 1);

        assertThat(outcomeOf(before)).isEqualTo("--");
    }

    @Test
    void whoever_asked_again_after_a_review_is_told_that_it_was_under_review() {
        Payment decided = evolve(evolve(begun(Decision.REVIEW), "accept"), "authorize approved 1");

        Payment told = decided.asAnswered();

        assertThat(decided.status()).isEqualTo(PaymentStatus.SUCCEEDED);
        assertThat(told.status()).isEqualTo(PaymentStatus.REVIEW);
        assertThat(told.captured()).isZero();
        assertThat(told.review()).isEqualTo(new Review(NOW + REVIEW_MS, "Ann", null));
    }

    private static Payment begun(Decision found) {
        Payment created = PaymentRules.open("pay_1", terms(false), Sample.finding(found), NOW);
        return PaymentRules.evolve(created, PaymentRules.begin(created, NOW, REVIEW_MS, () -> ANN), NOW);
    }

    @Test
    void an_authorization_holds_for_seven_days_from_when_it_was_given() {
        long sevenDaysMs = 7 * 24 * 3_600_000L;

        assertThat(PaymentRules.authorizedUntilMs(payment("authorized"))).isEqualTo(LATER + sevenDaysMs);
        assertThat(PaymentRules.authorizedUntilMs(payment("created"))).isEqualTo(NOW + sevenDaysMs);
    }

    private static String outcomeOf(PaymentRules.Decision decision) {
        return switch (decision) {
            case PaymentRules.Decision.Rejected(PaymentRejection reason) -> reason.name();
            case PaymentRules.Decision.Accepted(List<PaymentEvent> events) ->
                events.isEmpty()
                        ? "--"
                        : events.stream().map(PaymentRulesTest::word).collect(Collectors.joining(", "));
        };
    }

    private static String word(PaymentEvent event) {
        if (event instanceof ChannelAsked(var call)) {
            return "ChannelAsked " + call.pending().operation() + ' ' + call.mode();
        }
        return event.getClass().getSimpleName();
    }

    private static Payment evolve(Payment payment, String told) {
        PaymentRules.Decision decision = PaymentRules.decide(payment, command(told), LATER);
        for (PaymentEvent event : ((PaymentRules.Decision.Accepted) decision).events()) {
            payment = PaymentRules.evolve(payment, event, LATER);
        }
        return payment;
    }

    private static Payment payment(String where) {
        Payment created = PaymentRules.open(
                "pay_1", terms(!where.matches("processing|succeeded|failed|giving back")), Sample.ACCEPTED, NOW);
        Payment processing = PaymentRules.evolve(created, PaymentRules.begin(created, NOW, REVIEW_MS, () -> ANN), NOW);
        return switch (where) {
            case "created" -> created;
            case "in review" -> begun(Decision.REVIEW);
            case "processing", "processing manual" -> processing;
            case "authorized", "succeeded" -> evolve(processing, "authorize approved 1");
            case "capturing" -> evolve(payment("authorized"), "capture");
            case "voiding" -> evolve(payment("authorized"), "void");
            case "failed" -> evolve(processing, "authorize declined 1");
            case "giving back" -> evolve(payment("failed"), "authorize approved 1");
            default -> throw new IllegalArgumentException(where);
        };
    }

    private static PaymentTerms terms(boolean manual) {
        return Sample.terms(1_000, "EUR", "c", manual, NOW);
    }

    private static PaymentCommand command(String told) {
        String[] words = told.split(" ");
        return switch (words.length) {
            case 1 ->
                switch (told) {
                    case "capture" -> new PaymentCommand.Capture(null);
                    case "void" -> new PaymentCommand.Void();
                    case "cancel" -> new PaymentCommand.Cancel();
                    case "due" -> new PaymentCommand.Due();
                    case "accept" -> new PaymentCommand.Review(true, Actor.of("key:b"), "known");
                    case "reject" -> new PaymentCommand.Review(false, Actor.of("key:b"), "odd");
                    case "accept-own" -> new PaymentCommand.Review(true, Actor.of(Sample.REQUESTER), "mine");
                    default -> throw new IllegalArgumentException(told);
                };
            case 2 -> new PaymentCommand.Capture(Long.valueOf(words[1]));
            default ->
                new PaymentCommand.Heard(outcome(
                        Operation.valueOf(words[0].toUpperCase(Locale.ROOT)),
                        Outcome.Result.valueOf(words[1].toUpperCase(Locale.ROOT)),
                        Integer.parseInt(words[2])));
        };
    }

    private static Outcome outcome(Operation operation, Outcome.Result result, int attempt) {
        @Nullable String reference = result == Outcome.Result.APPROVED ? "ch_1" : null;
        return new Outcome(operation, attempt, result, reference, null, null, null);
    }
}
