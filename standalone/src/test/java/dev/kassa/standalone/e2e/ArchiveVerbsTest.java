package dev.kassa.standalone.e2e;

import static dev.kassa.standalone.e2e.House.payment;
import static dev.kassa.standalone.e2e.House.refund;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.standalone.cli.ArchiveCommand;
import dev.kassa.standalone.cli.LedgerCommand;
import dev.kassa.standalone.cli.ViewsCommand;
import dev.kassa.standalone.e2e.Api.Answer;
import dev.kassa.standalone.node.NodeSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The archive of a whole Kassa: what is asked is answered as before, whatever is archived, restarted, rebuilt and restored. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.MethodName.class)
class ArchiveVerbsTest {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final int ORDERS = 60;

    private final List<String> questions = new ArrayList<>(List.of(
            "/v1/payments?limit=500",
            "/v1/payments?limit=20&status=succeeded",
            "/v1/refunds?limit=500",
            "/v1/balances",
            "/v1/ledger/trial-balance"));
    private Map<String, String> before = Map.of();
    private List<String> exported = List.of();
    private Path folder = Path.of("");
    private House house;
    private Api merchant;
    private String merchantId = "";
    private String firstPayment = "";

    @BeforeAll
    void start(@TempDir Path data) {
        folder = data;
        up();
        merchant = house.newMerchant();
        for (int i = 0; i < ORDERS; i++) {
            Answer paid = merchant.post("/v1/payments", payment("o-" + i, 1_000 + i));
            assertThat(paid.status()).as(paid.text()).isEqualTo(201);
            merchantId = paid.field("merchant_id");
            firstPayment = firstPayment.isEmpty() ? paid.field("id") : firstPayment;
            questions.add("/v1/payments/" + paid.field("id"));
            questions.add("/v1/orders/o-" + i);
            if (i % 3 == 0) {
                Answer back = merchant.post("/v1/refunds", refund("o-" + i, "r-" + i, 100));
                assertThat(back.status()).as(back.text()).isEqualTo(201);
                questions.add("/v1/refunds/" + back.field("id"));
            }
        }
        await().atMost(LONG)
                .until(() -> !merchant.get("/v1/refunds?limit=500").text().contains("\"processing\""));
        before = settled();
        exported = exported();
    }

    private void up() {
        house = House.on(folder, NodeSettings.anywhere().withArchiveAfter(Duration.ZERO));
    }

    @AfterAll
    void stop() {
        house.close();
    }

    private Map<String, String> answers() {
        Map<String, String> answers = new TreeMap<>();
        for (String question : questions) {
            Answer answer = (question.contains("ledger") ? house.operator() : merchant).get(question);
            assertThat(answer.status()).as(question + ": " + answer.text()).isEqualTo(200);
            answers.put(question, answer.text());
        }
        return answers;
    }

    private Map<String, String> settled() {
        return await().atMost(LONG)
                .pollInterval(Duration.ofMillis(300))
                .until(this::answers, now -> now.equals(answers()));
    }

    private List<String> exported() {
        List<String> lines =
                new ArrayList<>(Exported.of(merchant, "payments", "csv").lines("pay_"));
        lines.addAll(Exported.of(merchant, "refunds", "csv").lines("rf_"));
        lines.addAll(Exported.of(merchant, "journal", "csv").lines("je_"));
        assertThat(lines).hasSizeGreaterThan(2 * ORDERS);
        return lines;
    }

    private void archive() {
        Answer asked = house.operator().post("/v1/jobs/archive/run", "{\"reason\": \"to see\"}");
        assertThat(asked.status()).as(asked.text()).isEqualTo(202);
        String id = asked.field("id");
        await().atMost(LONG)
                .until(() -> house.operator()
                        .get("/v1/jobs/archive/runs")
                        .json()
                        .path("data")
                        .valueStream()
                        .anyMatch(run -> run.path("id").asString().equals(id)
                                && run.path("status").asString().equals("completed")));
        awaitGoneThrough();
    }

    private void awaitGoneThrough() {
        await().atMost(LONG)
                .until(() -> house.operator()
                        .get("/metrics")
                        .text()
                        .lines()
                        .anyMatch(line -> line.matches("kassa_archive_files_open 0(\\.0)?")));
    }

    private record Said(int status, String out, String err) {}

    private Said verb(Object command, String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", folder.toString()));
        int status = new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        return new Said(status, out.toString(), err.toString());
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.walk(folder.resolve("exports/archive"))) {
            return files.filter(file -> file.toString().endsWith(".avro")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** That rows are out of the stores is seen where their files are away: the answer is 503 and names one. */
    private void assertThatRowsAreInFilesOnly() throws IOException {
        for (Path file : files()) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".away"));
        }
        house.close();
        up(); // nothing of it is in memory
        Answer away = merchant().get("/v1/payments/" + firstPayment);
        try (Stream<Path> files = Files.walk(folder.resolve("exports/archive"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".away")).toList()) {
                Files.move(file, Path.of(file.toString().replace(".away", "")));
            }
        }
        assertThat(away.status()).as(away.text()).isEqualTo(503);
        assertThat(away.text()).contains("archive/", "payments-", "is not there");
    }

    private Api merchant() {
        merchant = house.operator().actingFor(merchantId);
        return merchant;
    }

    @Test
    void a_everything_is_answered_exported_and_proved_as_before() throws Exception {
        archive();

        assertThat(answers()).isEqualTo(before);
        assertThat(exported()).isEqualTo(exported);
        assertThat(verb(new LedgerCommand(), "check").status()).isZero();
        Said listed = verb(new ArchiveCommand(), "list");
        assertThat(listed.out()).contains("payments-", "refunds-", "entries-", "archived");
        Said verified = verb(new ArchiveCommand(), "verify");
        assertThat(verified.status()).as(verified.out()).isZero();
    }

    @Test
    void b_the_rows_are_in_the_files_and_after_a_restart_answers_are_the_same() throws Exception {
        assertThatRowsAreInFilesOnly();

        assertThat(answers()).isEqualTo(before);
        assertThat(exported()).isEqualTo(exported);
    }

    @Test
    void c_an_altered_file_is_found_by_verify() throws Exception {
        Path file = files().getFirst();
        byte[] sound = Files.readAllBytes(file);
        byte[] altered = sound.clone();
        altered[altered.length / 2] ^= 1;
        Files.write(file, altered);
        Said verified = verb(new ArchiveCommand(), "verify");
        Files.write(file, sound);

        assertThat(verified.status()).isEqualTo(1);
        assertThat(verified.out()).contains(file.getFileName() + ": its SHA-256 is another than was written down");
    }

    @Test
    void d_an_archived_payment_is_refunded_as_any_other() {
        Answer back = merchant.post("/v1/refunds", refund("o-1", "r-late", 200));
        assertThat(back.status()).as(back.text()).isEqualTo(201);
        await().atMost(LONG).until(() -> merchant.get("/v1/orders/o-1").text().contains("\"amount_refunded\":200"));
        before = settled();
        exported = exported();
        archive();

        assertThat(answers()).isEqualTo(before);
    }

    @Test
    void e_views_that_are_made_anew_go_through_the_archive_too() throws Exception {
        Said rebuilt = verb(new ViewsCommand(), "rebuild");
        assertThat(rebuilt.status()).as(rebuilt.err()).isZero();
        awaitGoneThrough();

        assertThatRowsAreInFilesOnly();
        assertThat(answers()).isEqualTo(before);
    }

    @Test
    void f_restored_the_files_are_not_needed_any_more() throws Exception {
        Said unknown = verb(new ArchiveCommand(), "restore", "archive/none.avro");
        Said restored = verb(new ArchiveCommand(), "restore", "--all");
        assertThat(unknown.status()).isEqualTo(1);
        assertThat(unknown.err()).contains("archive/none.avro");
        assertThat(restored.status()).as(restored.err()).isZero();
        await().pollDelay(Duration.ofSeconds(2)).atMost(LONG).until(() -> true);
        awaitGoneThrough();
        for (Path file : files()) {
            Files.delete(file);
        }
        house.close();
        up();
        merchant();

        assertThat(answers()).isEqualTo(before);
        assertThat(exported()).isEqualTo(exported);
    }
}
