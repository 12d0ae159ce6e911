package dev.kassa.standalone.e2e;

import static dev.kassa.standalone.e2e.House.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.standalone.cli.ArchiveCommand;
import dev.kassa.standalone.cli.LedgerCommand;
import dev.kassa.standalone.e2e.Api.Answer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** kill -9 while the job writes files and while the views go through them: nothing is lost, doubled or half done. */
class KilledArchiveTest {
    private static final Duration LONG = Duration.ofSeconds(150);
    private static final int PAYMENTS_A_ROUND = 1_500;
    private static final int AT_ONCE = 64;

    @TempDir
    Path folder;

    private final Map<String, String> paid = new ConcurrentHashMap<>();
    private final AtomicInteger orders = new AtomicInteger();

    @Test
    @Tag("campaign")
    void killed_in_the_job_and_killed_in_the_views() throws Exception {
        rounds(2, new Random(1));
    }

    @Test
    @Tag("campaign")
    void killed_again_and_again() throws Exception {
        rounds(Integer.getInteger("rounds", 20), new Random(2));
    }

    private KassaProcess up() throws IOException {
        return KassaProcess.up(folder, List.of(), List.of("--archive-after-days", "0"));
    }

    private void rounds(int rounds, Random random) throws Exception {
        KassaProcess kassa = up();
        try {
            Answer created = kassa.operator().post("/v1/merchants", """
                            {"id": "acme", "name": "Acme", "country": "DE", "timezone": "Europe/Berlin",
                             "currencies": ["EUR"], "tier": "business"}""");
            assertThat(created.status()).as(created.text()).isEqualTo(201);
            for (int round = 0; round < rounds; round++) {
                pay(kassa);
                String run = kassa.operator()
                        .post("/v1/jobs/archive/run", "{\"reason\": \"round\"}")
                        .field("id");
                if (round % 2 == 0) {
                    Thread.sleep(random.nextInt(700)); // wherever the job is by then
                } else {
                    awaitCompleted(kassa, run);
                    Thread.sleep(random.nextInt(250)); // wherever the views are by then
                }
                kassa.kill();
                kassa = up();
                awaitCompleted(kassa, run);
                awaitGoneThrough(kassa);
                assertEverythingIsThere(kassa, round);
            }
        } finally {
            kassa.close();
        }
    }

    private void pay(KassaProcess kassa) throws IOException {
        Api merchant = kassa.operator().actingFor("acme");
        Semaphore places = new Semaphore(AT_ONCE);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < PAYMENTS_A_ROUND; i++) {
                String order = "o-" + orders.incrementAndGet();
                callers.submit(() -> {
                    places.acquireUninterruptibly();
                    try {
                        Answer answer = merchant.post("/v1/payments", payment(order, 1_000));
                        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
                        paid.put(answer.field("id"), order);
                    } finally {
                        places.release();
                    }
                    return null;
                });
            }
        }
        assertThat(paid).hasSize(orders.get());
    }

    private static void awaitCompleted(KassaProcess kassa, String run) {
        await().pollInterval(Duration.ofMillis(20)).atMost(LONG).until(() -> {
            for (JsonNode each :
                    kassa.operator().get("/v1/jobs/archive/runs").json().path("data")) {
                if (each.path("id").asString().equals(run)) {
                    assertThat(each.path("status").asString())
                            .as(each.toString())
                            .isNotEqualTo("failed");
                    return each.path("status").asString().equals("completed");
                }
            }
            return false;
        });
    }

    private static void awaitGoneThrough(KassaProcess kassa) {
        await().atMost(LONG)
                .until(() -> kassa.operator()
                        .get("/metrics")
                        .text()
                        .lines()
                        .anyMatch(line -> line.matches("kassa_archive_files_open 0(\\.0)?")));
    }

    private void assertEverythingIsThere(KassaProcess kassa, int round) throws IOException {
        Api merchant = kassa.operator().actingFor("acme");
        Map<String, String> found = new HashMap<>();
        String cursor = "";
        do {
            JsonNode page = merchant.get("/v1/payments?limit=500" + cursor).json();
            for (JsonNode each : page.path("data")) {
                String before = found.put(
                        each.path("id").asString(), each.path("order_no").asString());
                assertThat(before)
                        .as("round %d: a payment twice in the list", round)
                        .isNull();
                assertThat(each.path("status").asString()).isEqualTo("succeeded");
            }
            cursor = page.path("next_cursor").isNull()
                    ? ""
                    : "&cursor=" + page.path("next_cursor").asString();
        } while (!cursor.isEmpty());
        assertThat(found).as("round %d", round).isEqualTo(paid);
        Exported journal = Exported.of(merchant, "journal", "csv");
        assertThat(journal.total("debit")).isEqualTo(journal.total("credit"));
        assertThat(kassa.operator()
                        .get("/v1/ledger/trial-balance")
                        .json()
                        .path("healthy")
                        .asBoolean())
                .isTrue();
        assertThat(verb(new LedgerCommand(), "check")).isZero();
        assertThat(verb(new ArchiveCommand(), "verify")).isZero();
    }

    private int verb(Object command, String word) {
        StringWriter said = new StringWriter();
        int status = new CommandLine(command)
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(said))
                .execute(word, "--data", folder.toString());
        assertThat(status).as(said.toString()).isZero();
        return status;
    }
}
