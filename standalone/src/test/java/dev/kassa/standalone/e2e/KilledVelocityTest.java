package dev.kassa.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.schema.Codecs;
import dev.kassa.schema.HttpSchemaRegistry;
import dev.kassa.standalone.e2e.Api.Answer;
import dev.kassa.standalone.node.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 while payments are laid by address and device; as often as {@code kassa.rounds} says. */
@Tag("campaign")
class KilledVelocityTest {
    private static final int ROUNDS = Integer.getInteger("kassa.rounds", 2);
    private static final int CALLERS = 16;
    private static final int ANSWERED_BEFORE_KILL = 200;

    @TempDir
    Path folder;

    private final AtomicInteger orders = new AtomicInteger();

    @Test
    void eachSightingIsLaidOnceHoweverOftenItIsKilled() throws Exception {
        KassaProcess kassa = KassaProcess.up(folder);
        try {
            Answer created = kassa.operator().post("/v1/merchants", """
                            {"id": "acme", "name": "Acme", "country": "DE", "timezone": "Europe/Berlin",
                             "currencies": ["EUR"], "tier": "business"}""");
            assertThat(created.status()).as(created.text()).isEqualTo(201);
            for (int round = 0; round < ROUNDS; round++) {
                payUntilKilled(kassa);
                kassa = KassaProcess.up(folder);
                assertAllLaidOnce();
            }
        } finally {
            kassa.close();
        }
    }

    private void payUntilKilled(KassaProcess kassa) throws Exception {
        Api merchant = kassa.operator().actingFor("acme");
        AtomicInteger answered = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                callers.submit(() -> {
                    while (!stop.get()) {
                        try {
                            merchant.post("/v1/payments", payment(orders.incrementAndGet()));
                            answered.incrementAndGet();
                        } catch (UncheckedIOException killed) {
                            return;
                        }
                    }
                });
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> answered.get() >= ANSWERED_BEFORE_KILL);
            kassa.kill();
            stop.set(true);
        }
    }

    private static String payment(int order) {
        return """
                {"order_no": "o-%d", "amount": 1000, "currency": "EUR",
                 "customer": {"id": "c-%d", "ip": "192.0.2.%d", "device": "d-%d"}}""".formatted(order, order, order % 200, order);
    }

    private void assertAllLaidOnce() throws IOException {
        Map<String, String> endpoints = DataFolder.endpoints(folder);
        LaidSightings sightings =
                new LaidSightings(endpoints.get("kafka"), new Codecs(HttpSchemaRegistry.of(endpoints.get("registry"))));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            List<String> toBe = sightings.toBe();
            assertThat(toBe).hasSizeGreaterThanOrEqualTo(2 * ANSWERED_BEFORE_KILL);
            assertThat(sightings.laid()).containsExactlyInAnyOrderElementsOf(toBe);
        });
    }
}
