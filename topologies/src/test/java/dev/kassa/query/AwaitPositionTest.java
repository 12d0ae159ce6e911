package dev.kassa.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kassa.avro.FactPosition;
import dev.kassa.port.ViewUnavailableException;
import dev.kassa.view.ViewsDriver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AwaitPositionTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(20);

    @TempDir
    Path stateDir;

    @Test
    void a_position_that_was_reached_is_there_at_once() {
        try (ViewsDriver views = new ViewsDriver(stateDir)) {
            views.log().refund(views.log().paid("acme", "order-1", 10_00, "EUR", 50), "refund-1", 1_00);

            assertThat(views.reaches(views.log().position(), Duration.ZERO)).isTrue();
        }
    }

    @Test
    void each_kind_of_fact_is_waited_for() {
        try (ViewsDriver views = new ViewsDriver(stateDir)) {
            views.log().refund(views.log().paid("acme", "order-1", 10_00, "EUR", 50), "refund-1", 1_00);
            assertThat(views.reaches(new FactPosition(0, 3L, 1L, 2L, 0L, 0L, 0L, 0L), SHORT))
                    .isFalse();
            assertThat(views.reaches(new FactPosition(0, 2L, 2L, 2L, 0L, 0L, 0L, 0L), SHORT))
                    .isFalse();
            assertThat(views.reaches(new FactPosition(0, 2L, 1L, 3L, 0L, 0L, 0L, 0L), SHORT))
                    .isFalse();
            assertThat(views.reaches(new FactPosition(0, 2L, 1L, 2L, 9L, 0L, 0L, 0L), SHORT))
                    .isTrue();
        }
    }

    @Test
    void one_who_waits_is_told_when_the_fact_comes() {
        try (ViewsDriver views = new ViewsDriver(stateDir)) {
            var waiting = inBackground(views, new FactPosition(0, 1L, 0L, 0L, 0L, 0L, 0L, 0L));

            views.log().payment("acme", "order-1", 10_00, "EUR");

            await().atMost(LONG).untilAsserted(() -> assertThat(waiting).isCompletedWithValue(true));
        }
    }

    @Test
    void one_who_waits_is_told_when_the_partition_leaves() {
        ViewsDriver views = new ViewsDriver(stateDir);
        var waiting = inBackground(views, new FactPosition(0, 1L, 0L, 0L, 0L, 0L, 0L, 0L));

        views.close();

        await().atMost(LONG).until(waiting::isCompletedExceptionally);
        assertThat(waiting.exceptionNow()).isInstanceOf(ViewUnavailableException.class);
    }

    @Test
    void nothing_is_answered_once_the_partition_has_left() {
        ViewsDriver views = new ViewsDriver(stateDir);
        views.close();

        assertThatThrownBy(() -> views.queries().payment("acme", "pay_1")).isInstanceOf(ViewUnavailableException.class);
        assertThatThrownBy(() -> views.queries().trialBalance()).isInstanceOf(ViewUnavailableException.class);
    }

    @Test
    void a_position_on_a_partition_that_there_is_not_is_never_reached() {
        try (ViewsDriver views = new ViewsDriver(stateDir)) {
            assertThat(views.reaches(new FactPosition(7, 0L, 0L, 0L, 0L, 0L, 0L, 0L), SHORT))
                    .isFalse();
        }
    }

    private static CompletableFuture<Boolean> inBackground(ViewsDriver views, FactPosition position) {
        var waiting = new CompletableFuture<Boolean>();
        Thread.startVirtualThread(() -> {
            try {
                waiting.complete(views.reaches(position, LONG));
            } catch (RuntimeException e) {
                waiting.completeExceptionally(e);
            }
        });
        return waiting;
    }
}
