package dev.kassa.standalone.e2e;

import static dev.kassa.standalone.e2e.House.payment;
import static dev.kassa.standalone.e2e.House.refund;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.standalone.e2e.Api.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** kill -9 while trends are added up: what is counted is counted once. */
@Tag("campaign")
class TrendsKilledTest {
    private static final int KILLS = 3;
    private static final int CALLERS = 16;
    private static final int ANSWERED_BEFORE_KILL = 120;
    private static final int REFUND_EACH = 5;
    private static final String TREND = "/v1/reports/payment-trend?from=2020-01-01&to=2040-01-01";

    @TempDir
    Path folder;

    private final AtomicInteger orders = new AtomicInteger();

    @Test
    void everyPaymentAndRefundIsCountedOnceHoweverOftenTheProcessIsKilled() throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            try (KassaProcess kassa = KassaProcess.up(folder)) {
                if (kill == 0) {
                    createMerchant(kassa);
                }
                tradeUntilKilled(kassa);
            }
        }

        try (KassaProcess kassa = KassaProcess.up(folder)) {
            Api merchant = kassa.operator().actingFor("acme");
            int last = orders.get();
            for (int order = 1; order <= last; order++) {
                trade(merchant, order);
            }

            int refunds = last / REFUND_EACH;
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                JsonNode summary =
                        kassa.operator().get(TREND).json().path("summary").path(0);
                assertThat(summary.path("count").asLong()).isEqualTo(last);
                assertThat(summary.path("amount").asLong()).isEqualTo(last * 1_000L);
                assertThat(summary.path("refunded").asLong()).isEqualTo(refunds * 100L);
            });
            assertThat(merchant.get(TREND)
                            .json()
                            .path("summary")
                            .path(0)
                            .path("count")
                            .asLong())
                    .isEqualTo(last);
            OrdersInReports.assertFundsFlowTiesToTheLedger(kassa.operator());
        }
    }

    private static void createMerchant(KassaProcess kassa) throws IOException {
        Answer created = kassa.operator().post("/v1/merchants", """
                        {"id": "acme", "name": "Acme", "country": "DE", "timezone": "Europe/Berlin",
                         "currencies": ["EUR"], "tier": "business"}""");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
    }

    private void tradeUntilKilled(KassaProcess kassa) throws Exception {
        Api merchant = kassa.operator().actingFor("acme");
        AtomicInteger answered = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                callers.submit(() -> {
                    while (!stop.get()) {
                        try {
                            trade(merchant, orders.incrementAndGet());
                            answered.incrementAndGet();
                        } catch (UncheckedIOException killed) {
                            return;
                        }
                    }
                });
            }
            await().atMost(Duration.ofSeconds(90)).until(() -> answered.get() >= ANSWERED_BEFORE_KILL);
            kassa.kill();
            stop.set(true);
        }
    }

    /** An order, every fifth of them given back in part; again: nothing more. */
    private static void trade(Api merchant, int order) {
        Answer paid = merchant.post("/v1/payments", payment("o-" + order, 1_000));
        assertThat(paid.status()).as(paid.text()).isEqualTo(201);
        if (order % REFUND_EACH == 0) {
            Answer refunded = merchant.post("/v1/refunds", refund("o-" + order, "r-" + order, 100));
            assertThat(refunded.status()).as(refunded.text()).isEqualTo(201);
        }
    }
}
