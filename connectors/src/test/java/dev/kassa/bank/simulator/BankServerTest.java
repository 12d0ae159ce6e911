package dev.kassa.bank.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.bank.PayoutOutcome;
import dev.kassa.bank.Payouts;
import dev.kassa.channel.simulator.SimulatorTls;
import dev.kassa.port.Callbacks.Parsed;
import dev.kassa.wire.WireClient;
import dev.kassa.wire.WireJson;
import dev.kassa.wire.WireServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The bank over real HTTP, as Kassa sees it. */
class BankServerTest {
    private static final byte[] SECRET = "a secret of both sides".getBytes(UTF_8);
    private static final Duration TIMEOUT = Duration.ofMillis(400);

    @TempDir
    Path folder;

    private final List<byte[]> notices = new CopyOnWriteArrayList<>();
    private WireServer receiver;
    private BankServer server;
    private HttpBank bank;

    @BeforeEach
    void start() throws Exception {
        receiver = new WireServer(0, (route, body) -> {
            notices.add(body);
            return Optional.of(new WireServer.Response(200, new byte[0]));
        });
        open();
    }

    private void open() {
        server = new BankServer(0, folder, SECRET, SimulatorTls.NONE);
        URI noticeUrl = URI.create("http://127.0.0.1:" + receiver.port() + "/v1/callbacks/bank");
        bank = new HttpBank(URI.create("http://127.0.0.1:" + server.port()), noticeUrl, SECRET, TIMEOUT, null);
    }

    @AfterEach
    void stop() throws Exception {
        bank.close();
        server.close();
        receiver.close();
    }

    private void restart() {
        bank.close();
        server.close();
        open();
    }

    private JsonNode get(String path) throws Exception {
        try (WireClient client = new WireClient(URI.create("http://127.0.0.1:" + server.port()), TIMEOUT)) {
            return WireJson.MAPPER.readTree(
                    client.send("GET", path, new byte[0]).body());
        }
    }

    private PayoutOutcome payOut(String ending) {
        return bank.payOut(Payouts.to("wd_" + ending, "12345" + ending));
    }

    private PayoutOutcome query(String ending) {
        return bank.query(Payouts.to("wd_" + ending, "12345" + ending));
    }

    private List<String> noticed() {
        return notices.stream()
                .map(body -> WireJson.MAPPER.readTree(body))
                .map(said ->
                        said.path("key").asString() + " " + said.path("status").asString())
                .sorted()
                .toList();
    }

    @Test
    void its_file_outlives_it_and_a_torn_last_line() throws Exception {
        for (String ending : List.of("000", "901", "906", "907", "910")) {
            payOut(ending);
        }
        JsonNode records = get("/records");
        JsonNode totals = get("/totals");
        bank.close();
        server.close();
        Files.writeString(folder.resolve("bank.jsonl"), "{\"transfer\": {\"pay", StandardOpenOption.APPEND);
        open();

        assertThat(get("/records")).isEqualTo(records);
        assertThat(get("/totals")).isEqualTo(totals);
        assertThat(totals.path("EUR").asLong()).isEqualTo(2 * 9_900);
        assertThat(payOut("000")).as("the same key again").isInstanceOf(PayoutOutcome.Paid.class);
        assertThat(query("907")).as("it was lost").isEqualTo(new PayoutOutcome.NotKnown());
        assertThat(payOut("907")).as("the second request").isInstanceOf(PayoutOutcome.Paid.class);
        restart();
        assertThat(get("/totals").path("EUR").asLong()).isEqualTo(3 * 9_900);
        assertThat(get("/records")
                        .valueStream()
                        .mapToInt(each -> each.path("times_paid").asInt()))
                .allMatch(times -> times <= 1);
    }

    @Test
    void what_was_to_come_when_it_ended_comes_after_its_next_start() throws Exception {
        assertThat(payOut("903")).isInstanceOf(PayoutOutcome.Pending.class);
        assertThat(payOut("909")).isInstanceOf(PayoutOutcome.Rejected.class);
        assertThat(payOut("911")).isInstanceOf(PayoutOutcome.Paid.class);
        restart();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(noticed()).contains("wd_903 PAID", "wd_909 PAID", "wd_911 REJECTED"));
        assertThat(get("/totals").path("EUR").asLong())
                .as("the third came back")
                .isEqualTo(2 * 9_900);
        assertThat(get("/records")
                        .valueStream()
                        .map(each -> each.path("times_paid").asInt() + "/"
                                + each.path("times_returned").asInt()))
                .containsExactly("1/0", "1/0", "1/1");
    }

    @Test
    void it_says_twice_by_itself_what_it_paid_once() throws Exception {
        assertThat(payOut("904")).isInstanceOf(PayoutOutcome.Paid.class);

        await().atMost(Duration.ofSeconds(10)).until(() -> notices.size() == 2);
        assertThat(noticed()).containsExactly("wd_904 PAID", "wd_904 PAID");
        assertThat(get("/records").path(0).path("times_paid").asInt()).isEqualTo(1);
    }

    @Test
    void a_notice_that_the_bank_did_not_sign_is_refused() {
        assertThat(bank.parse(Map.of(), "{}".getBytes(UTF_8))).isInstanceOf(Parsed.Refused.class);
    }

    @Test
    void a_bank_that_is_away_leaves_everything_open() throws Exception {
        server.close();

        assertThat(payOut("000")).isInstanceOf(PayoutOutcome.Unknown.class);
        assertThat(query("000"))
                .as("no answer is not the bank's word that it has none")
                .isInstanceOf(PayoutOutcome.Unknown.class);
    }
}
