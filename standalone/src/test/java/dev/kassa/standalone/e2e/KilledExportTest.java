package dev.kassa.standalone.e2e;

import static dev.kassa.standalone.e2e.House.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.standalone.e2e.Api.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** kill -9 in the middle of exports, in a process of its own. */
@Tag("slow")
class KilledExportTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int PAYMENTS = 3_000;
    private static final int AT_ONCE = 64;

    @TempDir
    Path folder;

    @Test
    void an_export_that_was_under_way_is_made_whole_and_once() throws Exception {
        List<String> asked = new ArrayList<>();
        List<JsonNode> running;
        try (KassaProcess killed = KassaProcess.up(folder)) {
            Api merchant = pay(killed);
            await().atMost(LONG).until(() -> journalOf(killed) == PAYMENTS);
            for (int i = 0; i < 5; i++) {
                asked.add(Exported.ask(merchant, "journal", "pdf"));
            }
            running = await().pollInterval(Duration.ofMillis(5))
                    .atMost(LONG)
                    .until(() -> running(merchant), found -> !found.isEmpty());
            killed.kill();
        }
        JsonNode interrupted = running.stream()
                .filter(export -> published(export.path("id").asString()).isEmpty())
                .findFirst()
                .orElseThrow(() -> new AssertionError("every export was done before the kill: give it more rows"));

        try (KassaProcess successor = KassaProcess.up(folder)) {
            Api merchant = successor.operator().actingFor("acme");
            List<Exported> files =
                    asked.stream().map(id -> Exported.finished(merchant, id)).toList();

            assertThat(Exported.totals(files.stream())).doesNotContain("differs");
            assertThat(files).allSatisfy(file -> {
                String id = file.export().path("id").asString();
                assertThat(file.rows()).isEqualTo(files.getFirst().rows());
                assertThat(file.total("debit")).isEqualTo(file.total("credit"));
                await().atMost(LONG)
                        .untilAsserted(() -> assertThat(published(id)).hasSize(1));
            });
            JsonNode resumed = merchant.get(
                            "/v1/exports/" + interrupted.path("id").asString())
                    .json();
            assertThat(resumed.path("attempt").asInt())
                    .isGreaterThan(interrupted.path("attempt").asInt());
            assertThat(drafts()).isEmpty();
        }
    }

    private static Api pay(KassaProcess kassa) throws Exception {
        Answer created = kassa.operator().post("/v1/merchants", """
                        {"id": "acme", "name": "Acme", "country": "DE", "timezone": "Europe/Berlin",
                         "currencies": ["EUR"], "tier": "business"}""");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        Api merchant = kassa.operator().actingFor("acme");
        Semaphore places = new Semaphore(AT_ONCE);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < PAYMENTS; i++) {
                String orderNo = "o-" + i;
                callers.submit(() -> {
                    places.acquireUninterruptibly();
                    try {
                        return merchant.post("/v1/payments", payment(orderNo, 1_000))
                                .status();
                    } finally {
                        places.release();
                    }
                });
            }
        }
        return merchant;
    }

    private static long journalOf(KassaProcess kassa) throws IOException {
        String position = kassa.operator().get("/v1/ledger/trial-balance").field("position");
        return Stream.of(position.split(","))
                .mapToLong(each -> Long.parseLong(each.substring(each.indexOf(':') + 1)))
                .sum();
    }

    private static List<JsonNode> running(Api merchant) {
        return merchant.get("/v1/exports?status=running")
                .json()
                .path("data")
                .valueStream()
                .toList();
    }

    private List<Path> published(String id) {
        return list(folder.resolve("exports")).stream()
                .filter(file -> file.getFileName().toString().startsWith(id))
                .toList();
    }

    private List<Path> drafts() {
        return list(folder.resolve("exports").resolve(".drafts"));
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
