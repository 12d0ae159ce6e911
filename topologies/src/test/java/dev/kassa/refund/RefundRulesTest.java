package dev.kassa.refund;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.channelcall.Operation;
import dev.kassa.channelcall.Outcome;
import dev.kassa.ledger.Postings;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefundRulesTest {
    private static final long NOW = 1_000_000;
    private static final long LATER = NOW + 100;

    // Where the refund is, what the channel says of which attempt, and what happens; -- is nothing.
    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "processing | approved 1 | Succeeded",
                "processing | approved 0 | Succeeded",
                "processing | approved 9 | Succeeded",
                "processing | declined 1 | Failed refund_declined",
                "processing | declined 9 | Failed refund_declined",
                "processing | failed 1   | Failed channel_failed",
                "processing | failed 9   | --",
                "processing | unknown 1  | LeftOpen unknown",
                "processing | unknown 9  | --",
                "processing | pending 1  | LeftOpen pending",
                "processing | pending 9  | --",
                "succeeded  | approved 1 | --",
                "succeeded  | declined 1 | --",
                "failed     | approved 1 | Found",
                "failed     | declined 1 | --",
                "found      | approved 1 | --",
            })
    void what_the_channel_says_is_heard_once(String where, String said, String expected) {
        assertThat(words(RefundRules.hear(refund(where), outcome(said), LATER))).isEqualTo(expected);
    }

    @Test
    void it_is_asked_again_when_its_time_has_come_and_not_before() {
        Refund doubtful = hear(refund("processing"), "unknown 1");
        long retryAtMs = doubtful.pending() == null ? 0 : doubtful.pending().retryAtMs();

        assertThat(RefundRules.due(doubtful, retryAtMs - 1)).isEmpty();
        assertThat(words(RefundRules.due(doubtful, retryAtMs))).isEqualTo("ChannelAsked 2");
        assertThat(RefundRules.due(refund("succeeded"), Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void what_the_first_caller_was_told_does_not_change() {
        Refund told = refund("failed");
        Refund found = RefundRules.evolve(told, new RefundEvent.Found("re_9"), LATER + 50);

        assertThat(found.status()).isEqualTo(RefundStatus.SUCCEEDED);
        assertThat(found.answered()).isEqualTo(new Refund.Answered(RefundStatus.FAILED, LATER));
        assertThat(found.asAnswered().status()).isEqualTo(RefundStatus.FAILED);
        assertThat(found.asAnswered().failure()).isEqualTo(told.failure()).isNotNull();
        assertThat(found.asAnswered().updatedAtMs()).isEqualTo(LATER);
    }

    @Test
    void a_refund_that_succeeded_is_told_without_a_failure_and_one_under_way_as_it_is() {
        assertThat(refund("succeeded").asAnswered()).isEqualTo(refund("succeeded"));
        assertThat(refund("processing").asAnswered()).isEqualTo(refund("processing"));
        assertThat(refund("processing").answered()).isNull();
    }

    @Test
    void doubt_and_the_channels_reference_last_until_the_channel_concludes() {
        Refund doubtful = hear(refund("processing"), "unknown 1");
        assertThat(doubtful.inDoubt()).isEqualTo("unknown");
        Refund asked = RefundRules.evolve(
                doubtful, RefundRules.due(doubtful, Long.MAX_VALUE / 2).getFirst(), LATER);
        assertThat(asked.inDoubt()).isEqualTo("unknown");
        assertThat(hear(asked, "approved 2").inDoubt()).isNull();
        assertThat(hear(asked, "approved 2").channelReference()).isEqualTo("re_1");
    }

    private static Refund refund(String where) {
        RefundTerms terms =
                new RefundTerms("m", "pay_1", "o", "r", 400, "EUR", "simulator", null, null, LocalDate.EPOCH, NOW);
        Refund opened = RefundRules.open("rf_1", terms, new Postings.Hold(400, 0), NOW);
        Refund processing = RefundRules.evolve(opened, RefundRules.send(opened, NOW), NOW);
        return switch (where) {
            case "processing" -> processing;
            case "succeeded" -> hear(processing, "approved 1");
            case "failed" -> hear(processing, "declined 1");
            case "found" -> hear(refund("failed"), "approved 1");
            default -> throw new IllegalArgumentException(where);
        };
    }

    private static Refund hear(Refund refund, String said) {
        Refund after = refund;
        for (RefundEvent event : RefundRules.hear(refund, outcome(said), LATER)) {
            after = RefundRules.evolve(after, event, LATER);
        }
        return after;
    }

    private static Outcome outcome(String said) {
        String[] words = said.split(" ");
        Outcome.Result result = Outcome.Result.valueOf(words[0].toUpperCase(Locale.ROOT));
        @Nullable String reference = result == Outcome.Result.APPROVED ? "re_1" : null;
        return new Outcome(Operation.REFUND, Integer.parseInt(words[1]), result, reference, null, null, null);
    }

    private static String words(List<RefundEvent> events) {
        return events.isEmpty()
                ? "--"
                : events.stream().map(RefundRulesTest::word).collect(Collectors.joining(", "));
    }

    private static String word(RefundEvent event) {
        return switch (event) {
            case RefundEvent.ChannelAsked(var call) ->
                "ChannelAsked " + call.pending().attempt();
            case RefundEvent.LeftOpen(var inDoubt, var pending, var reference) -> "LeftOpen " + inDoubt;
            case RefundEvent.Failed(var failure) -> "Failed " + failure.code();
            case RefundEvent.Succeeded succeeded -> "Succeeded";
            case RefundEvent.Found found -> "Found";
        };
    }
}
