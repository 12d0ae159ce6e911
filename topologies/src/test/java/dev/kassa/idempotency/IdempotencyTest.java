package dev.kassa.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.idempotency.IdempotencyKey.Operation;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdempotencyTest {
    @Test
    void the_same_request_is_a_repeat_and_another_one_reuses_the_key() {
        Fingerprint first = Fingerprint.of("a".getBytes(UTF_8));

        assertThat(Verdict.on(Fingerprint.stored(first.bytes()), Fingerprint.of("a".getBytes(UTF_8))))
                .isEqualTo(Verdict.REPEAT);
        assertThat(Verdict.on(first, Fingerprint.of("b".getBytes(UTF_8)))).isEqualTo(Verdict.REUSED);
        assertThat(first).hasSameHashCodeAs(Fingerprint.of("a".getBytes(UTF_8)));
    }

    @Test
    void the_callers_key_goes_before_the_natural_one() {
        assertThat(IdempotencyKey.of("m", Operation.PAYMENT, "k", "o-1").natural())
                .isFalse();
        assertThat(IdempotencyKey.of("m", Operation.PAYMENT, null, "o-1"))
                .isEqualTo(new IdempotencyKey("m", Operation.PAYMENT, true, "o-1"));
    }

    @Test
    void keys_of_another_scope_have_other_bytes() {
        Stream<String> keys = Stream.of(
                        new IdempotencyKey("m", Operation.PAYMENT, true, "x"),
                        new IdempotencyKey("m", Operation.PAYMENT, false, "x"),
                        new IdempotencyKey("m", Operation.REFUND, true, "x"),
                        new IdempotencyKey("n", Operation.PAYMENT, true, "x"),
                        new IdempotencyKey("m", Operation.PAYMENT, true, "y"),
                        new IdempotencyKey("m", Operation.PAYMENT, true, ""))
                .map(key -> HexFormat.of().formatHex(key.bytes()));

        assertThat(keys).doesNotHaveDuplicates();
    }
}
