package dev.kassa.standalone.e2e;

import static dev.kassa.standalone.e2e.House.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.standalone.e2e.Api.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 in the middle of work, in a process of its own. */
@Tag("slow")
class KilledTest {
    private static final int CALLERS = 16;
    private static final int ANSWERED_BEFORE_KILL = 100;

    @TempDir
    Path folder;

    @Test
    void nothingAcknowledgedIsLostAndNothingIsDoneTwice() throws Exception {
        Map<String, String> acknowledged = new ConcurrentHashMap<>();
        int sent;
        try (KassaProcess killed = KassaProcess.up(folder)) {
            createMerchant(killed);
            sent = payUntilKilled(killed, acknowledged);
        }

        try (KassaProcess successor = KassaProcess.up(folder)) {
            Api merchant = successor.operator().actingFor("acme");
            for (int order = 1; order <= sent; order++) {
                String orderNo = "o-" + order;
                Answer repeat = merchant.post("/v1/payments", payment(orderNo, 1_000));
                assertThat(repeat.status()).as(repeat.text()).isEqualTo(201);
                assertThat(repeat.field("status")).isEqualTo("succeeded");
                assertThat(successor
                                .simulator()
                                .get("/records/" + repeat.field("id") + ":authorize")
                                .number("times_charged"))
                        .isEqualTo(1);
                if (acknowledged.containsKey(orderNo)) {
                    assertThat(repeat.text()).isEqualTo(acknowledged.get(orderNo));
                }
                assertThat(merchant.get("/v1/payments/" + repeat.field("id"), repeat)
                                .text())
                        .isEqualTo(repeat.text());
            }
            assertThat(successor.simulator().get("/totals").number("times_charged"))
                    .isEqualTo(sent);
            assertTheLedgerHolds(successor, sent);
        }
    }

    private static void createMerchant(KassaProcess kassa) throws IOException {
        Answer created = kassa.operator().post("/v1/merchants", """
                        {"id": "acme", "name": "Acme", "country": "DE", "timezone": "Europe/Berlin",
                         "currencies": ["EUR"], "tier": "business"}""");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
    }

    /** How many orders were begun; those that got an answer are noted with it. */
    private static int payUntilKilled(KassaProcess kassa, Map<String, String> acknowledged) throws Exception {
        Api merchant = kassa.operator().actingFor("acme");
        AtomicInteger orders = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                callers.submit(() -> {
                    while (!stop.get()) {
                        String orderNo = "o-" + orders.incrementAndGet();
                        try {
                            Answer answer = merchant.post("/v1/payments", payment(orderNo, 1_000));
                            if (answer.status() == 201) {
                                acknowledged.put(orderNo, answer.text());
                            }
                        } catch (UncheckedIOException killed) {
                            return;
                        }
                    }
                });
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() >= ANSWERED_BEFORE_KILL);
            kassa.kill();
            stop.set(true);
        }
        return orders.get();
    }

    private static void assertTheLedgerHolds(KassaProcess kassa, int payments) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var balance = kassa.operator().get("/v1/ledger/trial-balance").json();
            assertThat(balance.path("healthy").asBoolean(false)).isTrue();
            assertThat(balance.path("data").path(0).path("difference").asLong(-1))
                    .isZero();
            assertThat(balance.path("data")
                            .path(0)
                            .path("accounts")
                            .path(0)
                            .path("balance")
                            .asLong())
                    .isEqualTo(payments * 1_000L);
        });
    }
}
