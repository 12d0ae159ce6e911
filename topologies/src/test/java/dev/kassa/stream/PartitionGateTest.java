package dev.kassa.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kassa.port.ViewUnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class PartitionGateTest {
    private static final Duration LONG = Duration.ofSeconds(15);

    private final PartitionGate gate = new PartitionGate("views of partition 3");
    private final AtomicInteger come = new AtomicInteger();

    @Test
    void nobody_reads_or_waits_before_it_is_open_or_after() {
        assertThat(gate.isOpen()).isFalse();
        assertThatThrownBy(() -> gate.await(() -> true, Duration.ZERO))
                .isInstanceOf(ViewUnavailableException.class)
                .hasMessage("the views of partition 3 are not here");

        gate.open(() -> come.set(1));
        assertThat(gate.undisturbed(come::get)).isEqualTo(1);

        gate.close();
        assertThatThrownBy(() -> gate.undisturbed(come::get)).isInstanceOf(ViewUnavailableException.class);
        assertThatThrownBy(gate::requireOpen).isInstanceOf(ViewUnavailableException.class);
    }

    @Test
    void who_waits_is_let_go_by_the_change_that_makes_it_hold() throws InterruptedException {
        gate.open(() -> {});
        CompletableFuture<Boolean> waits = waits();

        gate.change(() -> come.set(1));
        assertThat(waits).isNotDone();
        gate.change(() -> come.set(2));

        assertThat(waits.join()).isTrue();
    }

    @Test
    void who_waits_when_the_partition_leaves_is_told_so() throws InterruptedException {
        gate.open(() -> {});
        CompletableFuture<Boolean> waits = waits();

        gate.close();

        assertThatThrownBy(waits::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(ViewUnavailableException.class);
    }

    /** Waits for two; has looked once when this returns. */
    private CompletableFuture<Boolean> waits() throws InterruptedException {
        CountDownLatch looked = new CountDownLatch(1);
        CompletableFuture<Boolean> waits = CompletableFuture.supplyAsync(() -> gate.await(
                () -> {
                    looked.countDown();
                    return come.get() >= 2;
                },
                LONG));
        looked.await();
        return waits;
    }

    @Test
    void who_waits_in_vain_or_is_interrupted_is_told_that_it_did_not_come_to_it() {
        gate.open(() -> {});

        assertThat(gate.await(() -> false, Duration.ofMillis(5))).isFalse();

        Thread.currentThread().interrupt();
        assertThat(gate.await(() -> false, LONG)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }
}
