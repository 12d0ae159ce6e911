package dev.kassa.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.standalone.e2e.Api.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** kill -9 while dates are closed, drawn up and carried out; as often as {@code kassa.rounds} says. */
@Tag("slow")
class KilledSettlementTest {
    private static final int ROUNDS = Integer.getInteger("kassa.rounds", 1);
    private static final int MERCHANTS = 12;
    private static final int DATES = 25;
    private static final long AMOUNT = 10_000;
    private static final long NET = AMOUNT - 60;
    private static final LocalDate FIRST = LocalDate.parse("2025-01-06");

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(20_261_126);

    @Test
    void everyDateIsSettledOnceHoweverOftenItIsKilled() throws Exception {
        KassaProcess kassa = KassaProcess.up(folder);
        try {
            for (int merchant = 0; merchant < MERCHANTS; merchant++) {
                onboard(kassa.operator(), merchant);
            }
            for (int round = 0; round < ROUNDS; round++) {
                pay(kassa.operator(), round);
                Answer run = kassa.operator().post("/v1/jobs/settlement/run", "{\"reason\":\"round " + round + "\"}");
                assertThat(run.status()).as(run.text()).isLessThan(300);
                Thread.sleep(random.nextInt(600));
                kassa.kill();
                kassa = KassaProcess.up(folder);
                assertSettled(kassa.operator(), round + 1);
            }
        } finally {
            kassa.close();
        }
    }

    private static void onboard(Api operator, int merchant) {
        Answer created = operator.post("/v1/merchants", """
                        {"id": "m-%d", "name": "M", "country": "ZZ", "timezone": "Europe/Berlin",
                         "currencies": ["EUR"], "tier": "business"}""".formatted(merchant));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
    }

    /** One payment for each merchant and date of the round. */
    private static void pay(Api operator, int round) throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, Future<Answer>> asked = new HashMap<>();
            for (int merchant = 0; merchant < MERCHANTS; merchant++) {
                Api acting = operator.actingFor("m-" + merchant);
                for (int date = 0; date < DATES; date++) {
                    String number = "o-" + round + "-" + date;
                    String body = """
                            {"order_no": "%s", "amount": %d, "currency": "EUR", "occurred_at": "%sT12:00:00Z"}""".formatted(number, AMOUNT, FIRST.plusDays(round * DATES + date));
                    asked.put(merchant + " " + number, callers.submit(() -> acting.post("/v1/payments", body)));
                }
            }
            for (Future<Answer> each : asked.values()) {
                assertThat(each.get().status()).as(each.get().text()).isEqualTo(201);
            }
        }
    }

    private static void assertSettled(Api operator, int rounds) {
        long dates = (long) rounds * DATES;
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            for (int merchant = 0; merchant < MERCHANTS; merchant++) {
                Api acting = operator.actingFor("m-" + merchant);
                JsonNode settled =
                        acting.get("/v1/settlements?limit=500").json().path("data");
                assertThat(settled.valueStream()
                                .filter(each -> each.path("status").asString("").equals("completed"))
                                .map(each -> each.path("business_date").asString("")))
                        .hasSize((int) dates)
                        .doesNotHaveDuplicates();
                assertThat(settled.valueStream())
                        .allSatisfy(
                                each -> assertThat(each.path("net").asLong()).isEqualTo(NET));
                JsonNode balance =
                        acting.get("/v1/balances").json().path("data").path(0);
                assertThat(balance.path("available").asLong()).isEqualTo(dates * NET);
                assertThat(balance.path("pending").asLong()).isZero();
            }
        });
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode last = operator.get("/v1/jobs/settlement").json().path("last_run");
            assertThat(last.path("status").asString("")).isEqualTo("completed");
        });
    }
}
