package dev.kassa.standalone.e2e;

import static dev.kassa.standalone.e2e.House.payment;
import static dev.kassa.standalone.e2e.House.refund;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.standalone.cli.AuditCommand;
import dev.kassa.standalone.e2e.Api.Answer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** Every write leaves its record, also over a kill -9, and nothing secret is written anywhere. */
class AuditTrailTest {
    private static final String CARD = "4242424242424242";
    private static final Set<String> SECRET_FILES = Set.of("operator.key", "simulator.secret");

    @TempDir
    Path folder;

    @Test
    void whoDidWhatIsKeptAndProvedAndNoSecretIsWrittenAnywhere() throws Exception {
        String merchantKey;
        String operatorKey;
        try (KassaProcess kassa = KassaProcess.up(folder)) {
            Api operator = kassa.operator();
            operatorKey = Files.readString(folder.resolve("operator.key")).strip();
            merchantKey = writes(operator);
            assertThat(words(operator, 9))
                    .containsExactlyInAnyOrder(
                            "edge audit.begin null null 200 null",
                            "operator merchant.create audited audited 201 null",
                            "KEY payment.create 1001 audited 201 null",
                            "KEY payment.create 1001 audited 409 order_already_paid",
                            "KEY refund.create R-1 audited 409 refund_exceeds_captured",
                            "KEY payment.create null another 403 forbidden",
                            "anonymous payment.create null null 401 unauthenticated",
                            "KEY payment.create null audited 422 validation_failed",
                            "KEY payment.cancel pay_none audited 404 payment_not_found");
            kassa.kill();
        }
        try (KassaProcess kassa = KassaProcess.up(folder)) {
            assertThat(kassa.operator()
                            .withKey(merchantKey)
                            .post("/v1/payments", payment("1002", 500))
                            .status())
                    .isEqualTo(201);
            assertThat(words(kassa.operator(), 11)).contains("KEY payment.create 1002 audited 201 null");

            StringWriter said = new StringWriter();
            int status = new CommandLine(new AuditCommand())
                    .setOut(new PrintWriter(said))
                    .execute("verify", "--data", folder.toString());

            assertThat(status).as(said.toString()).isZero();
            assertThat(said.toString())
                    .contains("11 audit records in 2 chains (2 without an end", "0 commands of callers unaudited");
            assertThat(kassa.stop()).isIn(0, 143);
        }
        assertThat(filesHolding("payment.create"))
                .as("the scan sees the audit log")
                .isNotEmpty();
        assertThat(filesHolding(CARD)).isEmpty();
        assertThat(filesHolding(operatorKey)).isEmpty();
        assertThat(filesHolding(merchantKey)).isEmpty();
    }

    /** What a merchant and others try; answers with the merchant's key. */
    private static String writes(Api operator) {
        Answer created = operator.post("/v1/merchants", """
                        {"id": "audited", "name": "Audited", "country": "DE", "timezone": "Europe/Berlin",
                         "currencies": ["EUR"], "tier": "business"}""");
        String key = created.field("api_key");
        Api merchant = operator.withKey(key);
        List<Integer> statuses = new ArrayList<>();
        statuses.add(merchant.post("/v1/payments", payment("1001", 1_000)).status());
        statuses.add(merchant.post("/v1/payments", payment("1001", 1_000), "Idempotency-Key", "again")
                .status());
        statuses.add(merchant.post("/v1/refunds", refund("1001", "R-1", 5_000)).status());
        statuses.add(merchant.actingFor("another")
                .post("/v1/payments", payment("1", 1))
                .status());
        statuses.add(operator.withKey(key.substring(0, key.length() - 1))
                .post("/v1/payments", payment("1", 1))
                .status());
        statuses.add(merchant.post("/v1/payments", payment("1003", 1_000, CARD), "Request-Id", CARD)
                .status());
        statuses.add(merchant.post("/v1/payments/pay_none/cancel", "").status());
        assertThat(statuses).containsExactly(201, 409, 409, 403, 401, 422, 404);
        return key;
    }

    /** The trail in short, once it has so many records. */
    private static List<String> words(Api operator, int count) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> operator.get("/v1/audit").json().path("data").size() >= count);
        List<String> words = new ArrayList<>();
        for (JsonNode record : operator.get("/v1/audit").json().path("data")) {
            assertThat(record.path("remote_address").asString()).isIn("127.0.0.1", "local");
            words.add(String.join(
                    " ",
                    record.path("actor").asString().replaceFirst("^key:.*", "KEY"),
                    record.path("action").asString(),
                    record.path("subject").asString("null"),
                    record.path("merchant_id").asString("null"),
                    record.path("status").asString(),
                    record.path("code").asString("null")));
        }
        return words;
    }

    /** Files of the data folder, logs and all of Kafka's segments and the stores among them, that hold a text. */
    private List<Path> filesHolding(String text) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !SECRET_FILES.contains(String.valueOf(file.getFileName())))
                    .filter(file -> holds(file, text))
                    .toList();
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.readString(file, ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
