package dev.kassa.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.controller.Controller;
import org.apache.kafka.metadata.BrokerHeartbeatReply;
import org.junit.jupiter.api.Test;

/** What a controller may say to a broker that asks to leave, in each way in which Kafka's own says it. */
class CrashedBrokerTest {
    @Test
    void a_controller_that_is_not_active_yet_is_asked_again_whether_it_throws_or_answers_so() {
        assertThat(asks(() -> {
                    throw new NotControllerException("not active");
                }))
                .isFalse();
        assertThat(asks(() -> CompletableFuture.failedFuture(new NotControllerException("not active"))))
                .isFalse();
    }

    @Test
    void a_broker_has_left_when_the_controller_says_that_it_may_stop() {
        assertThat(asks(() -> answers(false))).isFalse();
        assertThat(asks(() -> answers(true))).isTrue();
    }

    @Test
    void a_controller_that_fails_ends_the_start_with_its_reason() {
        assertThatThrownBy(() -> asks(() -> CompletableFuture.failedFuture(new IllegalArgumentException("broken"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("broken");
    }

    private static CompletableFuture<BrokerHeartbeatReply> answers(boolean shouldShutDown) {
        return CompletableFuture.completedFuture(new BrokerHeartbeatReply(true, true, true, shouldShutDown));
    }

    private static boolean asks(Supplier<CompletableFuture<BrokerHeartbeatReply>> heard) {
        Controller controller = (Controller) Proxy.newProxyInstance(
                Controller.class.getClassLoader(),
                new Class<?>[] {Controller.class},
                (self, method, arguments) -> heard.get());
        return CrashedBroker.asksToLeave(controller, 1, 2);
    }
}
