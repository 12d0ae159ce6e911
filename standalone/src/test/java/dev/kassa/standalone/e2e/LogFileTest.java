package dev.kassa.standalone.e2e;

import static dev.kassa.standalone.e2e.House.payment;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LogFileTest {
    @TempDir
    Path folder;

    @Test
    void theLogIsJsonALineAndPaymentsThatGoWellLeaveNone() throws Exception {
        try (KassaProcess kassa = KassaProcess.up(folder)) {
            Api operator = kassa.operator();
            operator.post("/v1/merchants", """
                        {"id": "logged", "name": "Logged", "country": "DE", "timezone": "Europe/Berlin",
                         "currencies": ["EUR"], "tier": "business"}""");
            Api merchant = operator.actingFor("logged");
            List<String> ids = java.util.stream.IntStream.range(0, 20)
                    .mapToObj(i -> merchant.post("/v1/payments", payment("o-" + i, 100)))
                    .map(paid -> paid.field("id"))
                    .toList();

            List<String> lines = Files.readAllLines(folder.resolve("logs").resolve("kassa.log"));

            assertThat(lines).isNotEmpty();
            assertThat(lines).allSatisfy(line -> {
                JsonNode json = JsonMapper.shared().readTree(line);
                assertThat(json.path("timestamp").asLong(0)).isPositive();
                assertThat(json.path("level").asString("")).isNotEmpty();
                assertThat(json.path("formattedMessage").asString("")).isNotEmpty();
            });
            assertThat(ids).allSatisfy(id -> assertThat(id).startsWith("pay_"));
            assertThat(String.join("\n", lines)).doesNotContain(ids);
        }
    }
}
