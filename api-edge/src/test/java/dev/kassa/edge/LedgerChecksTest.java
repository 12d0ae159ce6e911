package dev.kassa.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.CheckedPartition;
import dev.kassa.avro.LedgerCheckFact;
import dev.kassa.avro.LedgerTotal;
import dev.kassa.avro.LedgerViolation;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What checks of the ledger came to, over HTTP. */
class LedgerChecksTest {
    private static final String[] OPERATOR = {"Authorization", "Bearer " + Facts.OPERATOR_KEY};
    private static final String[] MERCHANT = {"Authorization", "Bearer " + Facts.key("acmeacme")};

    private final EdgeUnderTest edge = new EdgeUnderTest();

    @BeforeEach
    void fill() {
        for (int day = 1; day <= 3; day++) {
            edge.checks.apply(check(day, day == 2 ? 1 : 0));
        }
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    private static LedgerCheckFact check(int day, long violations) {
        return new LedgerCheckFact(
                "chk_" + day,
                "job_ledger-check_" + day,
                "schedule",
                day == 1 ? "none" : "checkpoint",
                List.of(new CheckedPartition(0, 0L, 7L, 9L, ByteBuffer.allocate(32))),
                7L,
                7L * day,
                4L,
                1L,
                violations,
                violations,
                violations == 0
                        ? List.of()
                        : List.of(new LedgerViolation("hash", 0, 3L, "je_3", "The entry was altered.")),
                List.of(new LedgerTotal("EUR", 700L, 700L)),
                day * 86_400_000L,
                12L,
                ByteBuffer.allocate(32));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/ledger/checks,       200, '\"begun_from\":\"checkpoint\"'",
        "/v1/ledger/checks/chk_1, 200, '\"holds\":true'",
        "/v1/ledger/checks/chk_2, 200, '\"holds\":false'",
        "/v1/ledger/checks/chk_2, 200, '{\"kind\":\"hash\",\"partition\":0,\"sequence\":3,\"subject_id\":\"je_3\"'",
        "/v1/ledger/checks/chk_3, 200, '{\"currency\":\"EUR\",\"debits\":700,\"credits\":700}'",
        "/v1/ledger/checks/chk_9, 404, not_found",
        "/v1/ledger/checks?limit=0, 422, limit",
        "/v1/ledger/checks?day=1, 422, day",
    })
    void staff_reads_them(String path, int status, String part) {
        HttpResponse<String> answer = edge.get(path, OPERATOR);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(part);
    }

    @ParameterizedTest
    @CsvSource({"/v1/ledger/checks", "/v1/ledger/checks/chk_1"})
    void a_merchant_does_not(String path) {
        assertThat(edge.get(path, MERCHANT).statusCode()).isEqualTo(403);
    }

    @Test
    void they_are_paged_newest_first() {
        String first = edge.get("/v1/ledger/checks?limit=2", OPERATOR).body();
        String cursor = first.replaceAll(".*\"next_cursor\":\"([^\"]+)\".*", "$1");
        String second =
                edge.get("/v1/ledger/checks?limit=2&cursor=" + cursor, OPERATOR).body();

        assertThat(first).containsSubsequence("chk_3", "chk_2").doesNotContain("chk_1\"");
        assertThat(second).contains("chk_1", "\"next_cursor\":null").doesNotContain("chk_2");
    }

    @Test
    void a_second_attempt_at_a_run_replaces_the_first() {
        edge.checks.apply(check(1, 1));

        assertThat(edge.get("/v1/ledger/checks/chk_1", OPERATOR).body()).contains("\"holds\":false");
        assertThat(edge.get("/v1/ledger/checks", OPERATOR).body().split("ledger_check\"", -1))
                .hasSize(4);
    }
}
