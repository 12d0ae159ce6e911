package dev.kassa.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.avro.ApiKeyFact;
import dev.kassa.avro.MerchantFact;
import dev.kassa.edge.command.TopicWriter;
import dev.kassa.port.Callbacks.Parsed;
import dev.kassa.schema.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What edges of one installation know of each other, on a real broker; the last test takes the broker away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EdgesTogetherTest {
    private static final String TARGET = "/v1/balances";
    private static final int RACES = 100;
    private static final int AHEAD_SECONDS = 250;

    private final HttpClient client = HttpClient.newHttpClient();
    private final long latest = System.currentTimeMillis() / 1000 + AHEAD_SECONDS;
    private TestBroker broker;
    private EdgeServer one;
    private EdgeServer other;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        broker = new TestBroker(folder);
        try (TopicWriter<MerchantFact> merchants =
                new TopicWriter<>(Topics.MERCHANTS, Facts.CODECS, Map.of("bootstrap.servers", broker.bootstrap()))) {
            ApiKeyFact[] keys = {
                Facts.signingKeyFact("signsall", "required"),
                Facts.keyFact("acmeacme", null, "merchant"),
                Facts.keyFact("oldoldol", 1L, "merchant")
            };
            merchants.write("acme", Facts.merchant("acme", 1, keys)).get(30, TimeUnit.SECONDS);
        }
        one = edge();
        other = edge();
        await().atMost(Duration.ofSeconds(30)).until(() -> one.ready() && other.ready());
    }

    @AfterAll
    void stop() {
        one.close();
        other.close();
        broker.close();
        client.close();
    }

    private EdgeServer edge() {
        return EdgeServer.start(
                EdgeSettings.of(broker.bootstrap(), "127.0.0.1", 0, Facts.KEY_HASH, Facts.OPERATOR_KEY),
                Facts.CODECS,
                new EdgeServer.Surroundings(
                        new FakeViews(),
                        new FakeTrends(),
                        new FakeStatements(),
                        (_, _, _) -> new Parsed.NoSuchChannel(),
                        new FakeShadows(),
                        new FakeFiles(),
                        List.of()));
    }

    /** One of many: each of another second, of those at which a signature may be dated. */
    private String signature(int number) throws Exception {
        long at = latest - number;
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Facts.KEY_HASH.signingSecret("signsall").getBytes(UTF_8), "HmacSHA256"));
        byte[] signature = mac.doFinal((at + ".GET." + TARGET + ".").getBytes(UTF_8));
        return "t=" + at + ",v1=" + HexFormat.of().formatHex(signature);
    }

    private CompletableFuture<Integer> ask(EdgeServer edge, String signature) {
        HttpRequest request = request(edge, TARGET, Facts.key("signsall"))
                .header("Kassa-Signature", signature)
                .build();
        return client.sendAsync(request, BodyHandlers.discarding()).thenApply(HttpResponse::statusCode);
    }

    private static HttpRequest.Builder request(EdgeServer edge, String path, String key) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edge.port() + path))
                .header("Authorization", "Bearer " + key);
    }

    private String lastUsed(EdgeServer at, String keyId) {
        HttpRequest request =
                request(at, "/v1/merchants/acme/keys", Facts.OPERATOR_KEY).build();
        String body = client.sendAsync(request, BodyHandlers.ofString()).join().body();
        for (JsonNode key : JsonMapper.shared().readTree(body).path("data")) {
            if (key.path("id").asString().equals(keyId)) {
                return key.get("last_used_at").asString("never");
            }
        }
        throw new AssertionError("no key " + keyId + " in " + body);
    }

    @Test
    @Order(1)
    void a_signature_that_one_edge_let_pass_passes_at_no_other() throws Exception {
        String signature = signature(10);

        assertThat(ask(one, signature).join()).isEqualTo(200);
        assertThat(ask(other, signature).join()).isEqualTo(401);
        assertThat(ask(one, signature).join()).isEqualTo(401);
    }

    @Test
    @Order(2)
    void of_many_at_the_same_moment_at_both_edges_one_passes() throws Exception {
        for (int race = 0; race < RACES; race++) {
            String signature = signature(20 + race);

            List<Integer> answers =
                    Stream.of(one, other, one, other).map(edge -> ask(edge, signature)).toList().stream()
                            .map(CompletableFuture::join)
                            .sorted()
                            .toList();

            assertThat(answers).as("race %d", race).containsExactly(200, 401, 401, 401);
        }
    }

    @Test
    @Order(3)
    void an_edge_that_starts_knows_what_was_used_before() throws Exception {
        List<String> used = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            used.add(signature(150 + i));
        }
        for (String signature : used) {
            assertThat(ask(one, signature).join()).isEqualTo(200);
        }
        one.close();

        one = edge();
        await().atMost(Duration.ofSeconds(30)).until(one::ready);

        for (String signature : used) {
            assertThat(ask(one, signature).join()).isEqualTo(401);
        }
        assertThat(ask(one, signature(180)).join()).isEqualTo(200);
    }

    @Test
    @Order(4)
    void the_last_use_of_a_key_is_shown_at_once_here_and_elsewhere_once_it_was_told() {
        assertThat(lastUsed(other, "acmeacme")).isEqualTo("never");
        HttpRequest request = request(other, TARGET, Facts.key("acmeacme")).build();
        assertThat(client.sendAsync(request, BodyHandlers.discarding()).join().statusCode())
                .isEqualTo(200);
        String here = lastUsed(other, "acmeacme");
        assertThat(here).isNotEqualTo("never");
        assertThat(lastUsed(one, "acmeacme")).as("not told yet").isEqualTo("never");

        other.close();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> lastUsed(one, "acmeacme").equals(here));
        other = edge();
        await().atMost(Duration.ofSeconds(30)).until(other::ready);
        assertThat(lastUsed(other, "acmeacme")).as("after a restart").isEqualTo(here);
    }

    @Test
    @Order(5)
    void without_the_log_no_signed_request_passes() throws Exception {
        broker.close();

        assertThat(ask(one, signature(250)).join()).isEqualTo(503);
        HttpRequest unsigned = request(one, TARGET, Facts.key("acmeacme")).build();
        assertThat(client.sendAsync(unsigned, BodyHandlers.discarding()).join().statusCode())
                .isEqualTo(200);
    }
}
