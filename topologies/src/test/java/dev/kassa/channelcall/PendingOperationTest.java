package dev.kassa.channelcall;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PendingOperationTest {
    private static final long NOW = 1_000_000;
    private static final long DAY = 24 * 3_600_000L;

    @ParameterizedTest(name = "attempt {0}, unsure {1}, {2} ms old: {3}")
    @CsvSource({
        "1, true,         0, RESOLVE",
        "2, true,         0, RESOLVE",
        "3, true,         0, ABANDON",
        "9, true,         0, ABANDON",
        "1, false,        0, RESOLVE",
        "9, false,        0, RESOLVE",
        "9, false, 86399999, RESOLVE",
        "2, false, 86400000, ABANDON",
    })
    void doubt_is_resolved_by_asking_and_then_by_making_certain(int attempt, boolean unsure, long age, Mode expected) {
        assertThat(new PendingOperation(Operation.AUTHORIZE, attempt, 1, NOW - age, NOW, unsure, false).nextMode(NOW))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "attempt {0} is asked again after {1} ms")
    @CsvSource({"1, 1000", "2, 2000", "3, 4000", "4, 8000", "5, 10000", "40, 10000"})
    void the_pause_doubles_up_to_ten_seconds(int attempt, long pauseMs) {
        PendingOperation pending = new PendingOperation(Operation.REFUND, attempt, 1, NOW, NOW, false, false);
        assertThat(pending.inDoubt(NOW).retryAtMs()).isEqualTo(NOW + pauseMs);
    }

    @ParameterizedTest(name = "after attempt {0}, silence is borne for {1} ms")
    @CsvSource({"1, 40000", "2, 80000", "4, 320000", "40, 320000"})
    void a_silent_connector_is_asked_ever_less_often(int attempt, long silenceMs) {
        PendingOperation pending = new PendingOperation(Operation.REFUND, attempt, 1, NOW, NOW, false, false);
        assertThat(pending.again(NOW).retryAtMs()).isEqualTo(NOW + silenceMs);
    }

    @Test
    void a_key_is_the_same_for_every_attempt_and_another_for_every_operation() {
        assertThat(Operation.AUTHORIZE.key("pay_1")).isEqualTo("pay_1:authorize");
        assertThat(Operation.CAPTURE.key("pay_1")).isEqualTo("pay_1:capture");
    }

    @Test
    void an_outcome_speaks_of_the_attempt_under_way_or_of_none() {
        PendingOperation pending =
                PendingOperation.first(Operation.CAPTURE, 10, NOW, false).again(NOW + DAY);
        assertThat(pending.isAnsweredBy(outcome(Operation.CAPTURE, 2))).isTrue();
        assertThat(pending.isAnsweredBy(outcome(Operation.CAPTURE, 0))).isTrue();
        assertThat(pending.isAnsweredBy(outcome(Operation.CAPTURE, 1))).isFalse();
        assertThat(pending.isAnsweredBy(outcome(Operation.VOID, 2))).isFalse();
    }

    private static Outcome outcome(Operation operation, int attempt) {
        return new Outcome(operation, attempt, Outcome.Result.FAILED, null, null, null, null);
    }
}
