package dev.kassa.standalone.e2e;

import static dev.kassa.standalone.e2e.House.payment;
import static dev.kassa.standalone.e2e.House.refund;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.standalone.e2e.Api.Answer;
import dev.kassa.standalone.export.ExportCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** Files of a few thousand payments and refunds, against what the ledger says over HTTP. */
@ExtendWith(House.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.MethodName.class)
class ExportTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int PAYMENTS = 2_000;
    private static final int REFUNDS = 1_000;
    private static final int AT_ONCE = 64;
    private static final List<String> FORMATS = List.of("csv", "xlsx", "pdf");

    private Api merchant;
    private String merchantId = "";

    @BeforeAll
    void pay(House house) throws Exception {
        merchant = house.newMerchant();
        each(PAYMENTS, i -> {
            Answer answer = merchant.post(
                    "/v1/payments", payment("x-" + i, 1_000 + i, i % 10 == 0 ? "tok_declined" : "tok_ok"));
            assertThat(answer.status()).as(answer.text()).isEqualTo(201);
            merchantId = answer.field("merchant_id");
        });
        each(REFUNDS, i -> {
            Answer answer = merchant.post("/v1/refunds", refund("x-" + (2 * i + 1), "r-" + i, 500));
            assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        });
        await().atMost(LONG)
                .until(() ->
                        merchant.get("/v1/orders/x-1999").json().path("refunds").size() == 1);
    }

    private static void each(int count, IntConsumer work) throws Exception {
        Semaphore places = new Semaphore(AT_ONCE);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = IntStream.range(0, count)
                    .mapToObj(i -> callers.submit(() -> {
                        places.acquireUninterruptibly();
                        try {
                            work.accept(i);
                        } finally {
                            places.release();
                        }
                    }))
                    .toList();
            for (var each : done) {
                each.get();
            }
        }
    }

    @Test
    void b_payments_in_every_format_come_to_the_same(House house) {
        List<Exported> files = FORMATS.stream()
                .map(format -> Exported.of(merchant, "payments", format))
                .toList();

        assertThat(files).allSatisfy(file -> assertThat(file.rows()).isEqualTo(PAYMENTS));
        assertThat(Exported.totals(files.stream())).doesNotContain("differs");
        Exported csv = files.getFirst();
        assertThat(csv.lines("pay_")).hasSize(PAYMENTS);
        assertThat(csv.lines("pay_")).doesNotHaveDuplicates().isSorted();
        assertThat(csv.total("amount_refunded")).isEqualTo(REFUNDS * 500L);
        assertThat(signature(files)).containsExactly("id,me", "PK", "%PDF-");
    }

    private static List<String> signature(List<Exported> files) {
        return files.stream()
                .map(Exported::file)
                .map(bytes -> new String(bytes, 0, 5, StandardCharsets.ISO_8859_1))
                .map(text -> text.startsWith("PK") ? "PK" : text)
                .toList();
    }

    @Test
    void c_refunds_in_every_format_come_to_the_same(House house) {
        List<Exported> files = FORMATS.stream()
                .map(format -> Exported.of(merchant, "refunds", format))
                .toList();

        assertThat(files).allSatisfy(file -> assertThat(file.rows()).isEqualTo(REFUNDS));
        assertThat(Exported.totals(files.stream())).doesNotContain("differs");
        assertThat(files.getFirst().total("amount_refunded")).isEqualTo(REFUNDS * 500L);
    }

    @Test
    void d_the_journal_in_every_format_balances_and_is_the_trial_balance(House house) {
        List<Exported> own = FORMATS.stream()
                .map(format -> Exported.of(merchant, "journal", format))
                .toList();
        List<Exported> all = FORMATS.stream()
                .map(format -> Exported.of(house.operator(), "journal", format))
                .toList();
        JsonNode trial = house.operator().get("/v1/ledger/trial-balance").json();

        assertThat(Exported.totals(own.stream())).doesNotContain("differs");
        assertThat(own.getFirst().total("debit")).isEqualTo(own.getFirst().total("credit"));
        assertThat(Exported.totals(all.stream())).doesNotContain("differs");
        JsonNode whole = all.getFirst().export();
        assertThat(whole.path("position").asString())
                .isEqualTo(trial.path("position").asString());
        assertThat(whole.path("control_totals")).hasSameSizeAs(trial.path("data"));
        for (JsonNode currency : trial.path("data")) {
            JsonNode totals = whole.path("control_totals")
                    .valueStream()
                    .filter(each -> each.path("currency").equals(currency.path("currency")))
                    .findFirst()
                    .orElseThrow();
            assertThat(totals.path("debit")).isEqualTo(currency.path("debits"));
            assertThat(totals.path("credit")).isEqualTo(currency.path("credits"));
        }
    }

    @Test
    void e_balances_in_every_format_are_those_that_are_told(House house) {
        List<Exported> files = FORMATS.stream()
                .map(format -> Exported.of(merchant, "balances", format))
                .toList();
        JsonNode told = merchant.get("/v1/balances").json().path("data").path(0);

        assertThat(Exported.totals(files.stream())).doesNotContain("differs");
        for (String bucket : List.of("pending", "available", "reserve", "in_transit", "refund_hold", "dispute_hold")) {
            assertThat(files.getFirst().total(bucket))
                    .as(bucket)
                    .isEqualTo(told.path(bucket).asLong());
        }
        assertThat(told.path("pending").asLong()).isPositive();
    }

    @Test
    void f_the_verb_brings_the_file_and_checks_it(House house, @TempDir Path folder) throws Exception {
        Path file = folder.resolve("payments.csv");
        StringWriter out = new StringWriter();

        int status = verb(out, house, "payments", "--merchant", merchantId, "--out", file.toString());

        assertThat(status).as(out.toString()).isZero();
        assertThat(Files.readString(file).lines().filter(line -> line.startsWith("pay_")))
                .hasSize(PAYMENTS);
        assertThat(out.toString()).contains("2,000 rows", "sha256 ", "EUR  amount ");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void g_the_verb_says_what_is_wrong(House house, @TempDir Path folder) {
        Path file = folder.resolve("x.csv");
        StringWriter out = new StringWriter();

        assertThat(verb(out, house, "dreams", "--out", file.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("/kind must be one of");
        assertThat(verb(out, house, "payments", "--merchant", "nobody", "--out", file.toString()))
                .isEqualTo(1);
        assertThat(verb(out, house, "payments", "--out", folder.resolve("x.doc").toString()))
                .isEqualTo(2);
        assertThat(verb(
                        out,
                        house,
                        "payments",
                        "--out",
                        folder.resolve("no/x.csv").toString()))
                .isEqualTo(2);
        assertThat(file).doesNotExist();
    }

    private static int verb(StringWriter out, House house, String... arguments) {
        PrintWriter printer = new PrintWriter(out, true);
        return new CommandLine(new ExportCommand())
                .setOut(printer)
                .setErr(printer)
                .execute(Stream.concat(
                                Stream.of(arguments),
                                Stream.of("--url", house.url().toString(), "--operator-key", house.operatorKey()))
                        .toArray(String[]::new));
    }

    @Test
    void h_a_repeat_under_a_key_is_the_same_export_byte_for_byte(House house) {
        String body = "{\"kind\": \"payments\", \"format\": \"csv\", \"from\": \"2026-01-01\"}";
        Answer first = merchant.post("/v1/exports", body, "Idempotency-Key", "monthly");
        Exported.finished(merchant, first.field("id"));
        Answer again = merchant.post("/v1/exports", body, "Idempotency-Key", "monthly");
        Answer other = merchant.post("/v1/exports", body.replace("payments", "refunds"), "Idempotency-Key", "monthly");

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(other.field("code")).isEqualTo("idempotency_key_reused");
    }

    @Test
    void i_what_was_not_yet_is_not_in_it(House house) {
        Answer asked =
                merchant.post("/v1/exports", "{\"kind\": \"balances\", \"format\": \"csv\", \"to\": \"2020-01-01\"}");

        Exported none = Exported.finished(merchant, asked.field("id"));

        assertThat(none.rows()).isZero();
        assertThat(none.export().path("control_totals")).isEmpty();
    }

    @Test
    void k_trends_in_every_format_come_to_what_the_report_tells(House house) {
        String report = "/v1/reports/payment-trend?granularity=weekly";
        await().atMost(LONG)
                .until(() -> merchant.get(report)
                                        .json()
                                        .at("/summary/0/refunded")
                                        .asLong()
                                == REFUNDS * 500L
                        && merchant.get(report).json().at("/summary/0/count").asLong() == PAYMENTS - PAYMENTS / 10);
        JsonNode told = merchant.get(report).json();

        List<Exported> files = FORMATS.stream()
                .map(format -> Exported.finished(
                        merchant,
                        merchant.post(
                                        "/v1/exports",
                                        "{\"kind\": \"trends\", \"format\": \"" + format
                                                + "\", \"granularity\": \"weekly\", \"by\": [\"channel\"]}")
                                .field("id")))
                .toList();

        assertThat(Exported.totals(files.stream())).doesNotContain("differs");
        Exported csv = files.getFirst();
        for (String column : List.of("amount", "refunded", "fee")) {
            assertThat(csv.total(column))
                    .as(column)
                    .isEqualTo(told.at("/summary/0/" + column).asLong());
        }
        assertThat(counted(csv, "count")).isEqualTo(told.at("/summary/0/count").asLong());
        assertThat(counted(csv, "failed"))
                .isEqualTo(told.at("/summary/0/failed").asLong());
        assertThat(csv.rows()).isEqualTo(told.path("data").size());
    }

    /** Of a CSV whose rows begin with a period, the sum of a column of whole numbers. */
    private static long counted(Exported csv, String column) {
        int at =
                List.of(csv.text().lines().findFirst().orElseThrow().split(",")).indexOf(column);
        return csv.lines("20").stream()
                .mapToLong(line -> Long.parseLong(line.split(",")[at]))
                .sum();
    }

    @Test
    void l_a_key_exports_the_trends_of_its_own_merchant_only(House house) {
        Exported none = Exported.of(house.newMerchant(), "trends", "csv");

        assertThat(none.rows()).isZero();
        assertThat(Exported.of(house.operator(), "trends", "csv").rows()).isPositive();
    }

    @Test
    void m_the_verb_brings_trends(House house, @TempDir Path folder) throws Exception {
        Path file = folder.resolve("trends.csv");
        StringWriter out = new StringWriter();

        int status = verb(
                out,
                house,
                "trends",
                "--merchant",
                merchantId,
                "--granularity",
                "monthly",
                "--by",
                "channel,country",
                "--out",
                file.toString());

        assertThat(status).as(out.toString()).isZero();
        assertThat(Files.readString(file)).startsWith("period,channel,country,currency,amount,count,");
        assertThat(out.toString()).contains("sha256 ", "  amount ");
    }

    @Test
    void j_metrics_tell_of_it(House house) {
        assertThat(house.operator().get("/metrics").text())
                .contains("kassa_exports_attempts_total{result=\"published\"}", "kassa_exports_open 0.0")
                .contains("kassa_streams_running{application=\"exports\"} 1.0");
    }
}
