package dev.kassa.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class CopyLagTest {
    @Test
    void a_lag_is_looked_up_once_for_many_readers() {
        AtomicInteger looks = new AtomicInteger();
        CopyLag lag = new CopyLag(() -> {
            looks.incrementAndGet();
            return Map.of(0, 7L);
        });

        assertThat(lag.applyAsLong(0)).isEqualTo(7);
        assertThat(lag.applyAsLong(0)).isEqualTo(7);
        assertThat(looks).hasValue(1);
    }

    @Test
    void a_copy_that_nothing_is_known_of_is_not_said_to_be_up_to_date() {
        assertThat(new CopyLag(Map::of).applyAsLong(0)).isEqualTo(CopyLag.UNKNOWN);
        assertThat(new CopyLag(() -> {
                            throw new IllegalStateException("Kafka is away");
                        })
                        .applyAsLong(0))
                .isEqualTo(CopyLag.UNKNOWN);
    }
}
