package dev.kassa.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.port.Callbacks.Parsed;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The edge on a real broker; the last test takes the broker away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EdgeOnKafkaTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String MERCHANT =
            "{\"id\":\"%s\",\"name\":\"Shop\",\"country\":\"GB\",\"timezone\":\"Europe/London\",\"currencies\":[\"EUR\"]}";

    private final HttpClient client = HttpClient.newHttpClient();
    private TestBroker broker;
    private ScriptedCore core;
    private EdgeServer edge;
    private String key;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        broker = new TestBroker(folder);
        core = new ScriptedCore(broker.bootstrap());
        edge = edge();
        await().atMost(Duration.ofSeconds(30)).until(() -> edge.ready());
        HttpResponse<String> merchant =
                post(edge, "/v1/merchants", MERCHANT.formatted("shop"), Facts.OPERATOR_KEY, "wait=20");
        assertThat(merchant.statusCode()).as(merchant.body()).isEqualTo(201);
        key = JSON.readTree(merchant.body()).get("api_key").stringValue();
    }

    @AfterAll
    void stop() throws Exception {
        edge.close();
        core.close();
        broker.close();
        client.close();
    }

    private EdgeServer edge() {
        EdgeSettings settings = EdgeSettings.of(broker.bootstrap(), "127.0.0.1", 0, Facts.KEY_HASH, Facts.OPERATOR_KEY)
                .withClientProperties(Map.of("delivery.timeout.ms", "3000", "request.timeout.ms", "2000"));
        return EdgeServer.start(
                settings,
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

    private HttpResponse<String> post(EdgeServer to, String path, String body, String as, String prefer)
            throws Exception {
        return client.send(request(to, path, body, as, prefer), BodyHandlers.ofString());
    }

    private static HttpRequest request(EdgeServer to, String path, String body, String as, String prefer) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to.port() + path))
                .header("Authorization", "Bearer " + as)
                .header("Content-Type", "application/json")
                .header("Prefer", prefer)
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static String payment(String orderNo) {
        return "{\"order_no\":\"" + orderNo + "\",\"amount\":1299,\"currency\":\"EUR\"}";
    }

    @Test
    @Order(1)
    void everyCallerGetsItsOwnCommittedAnswer() {
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 200)
                .mapToObj(i -> client.sendAsync(
                        request(edge, "/v1/payments", payment("o-" + i), key, "wait=30"), BodyHandlers.ofString()))
                .toList();

        for (int i = 0; i < answers.size(); i++) {
            HttpResponse<String> answer = answers.get(i).join();
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            assertThat(answer.body()).startsWith("{\"id\":\"pay_o-" + i + "\"");
        }
    }

    @Test
    @Order(2)
    void withoutAnAnswerInTimeThePaymentIsUnderWay() throws Exception {
        HttpResponse<String> answer = post(edge, "/v1/payments", payment("silent-1"), key, "wait=0");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Location")).contains("/v1/orders/silent-1");
    }

    @Test
    @Order(3)
    void anotherEdgeKnowsTheMerchantsOnceItIsReady() throws Exception {
        try (EdgeServer other = edge()) {
            await().atMost(Duration.ofSeconds(30)).until(other::ready);

            assertThat(post(other, "/v1/payments", payment("o-x"), key, "wait=30")
                            .statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    @Order(4)
    void withoutABrokerWritesAreUnavailable() throws Exception {
        core.close();
        broker.close();

        HttpResponse<String> answer = post(edge, "/v1/payments", payment("o-lost"), key, "wait=30");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    }
}
