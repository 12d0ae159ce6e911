package dev.kassa.standalone.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.edge.EdgeServer;
import dev.kassa.edge.EdgeSettings;
import dev.kassa.edge.access.KeyHash;
import dev.kassa.port.Callbacks;
import dev.kassa.port.FileStore;
import dev.kassa.port.Queries;
import dev.kassa.port.Shadows;
import dev.kassa.port.Statements;
import dev.kassa.port.Trends;
import dev.kassa.port.ViewUnavailableException;
import dev.kassa.replay.LogReader;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.HttpSchemaRegistry;
import dev.kassa.shadow.ShadowRuns;
import dev.kassa.standalone.node.DataFolder;
import dev.kassa.standalone.node.Node;
import dev.kassa.standalone.node.NodeSettings;
import dev.kassa.standalone.node.SafeStart;
import dev.kassa.trend.TrendQueries;
import java.io.IOException;
import java.lang.reflect.Proxy;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two edges beside one core: what one of them is told of a key holds at the other within a second. */
class RevocationTest {
    private static final Logger LOG = LoggerFactory.getLogger(RevocationTest.class);
    private static final String KEYS = "/v1/merchants/acme/keys";
    private static final Duration EFFECTIVE_MAX = Duration.ofSeconds(1);
    private static final int ROUNDS = 10;

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void aKeyHoldsAndEndsAtTheOtherEdgeWithinASecond() throws Exception {
        try (Node node = Node.start(DataFolder.take(folder), NodeSettings.anywhere());
                HttpSchemaRegistry registry =
                        HttpSchemaRegistry.of(node.endpoint("registry").toString());
                EdgeServer other = anotherEdge(node, registry, SafeStart.keyHash(folder.resolve("keys.secret")));
                client) {
            URI here = node.edge();
            URI there = URI.create("http://127.0.0.1:" + other.port());
            send(request(here, "/v1/merchants", node.operatorKey()).POST(BodyPublishers.ofString("""
                    {"id": "acme", "name": "Acme", "country": "DE", "timezone": "Europe/Berlin",
                     "currencies": ["EUR"], "tier": "business"}""")));
            long worstMs = 0;
            for (int i = 0; i < ROUNDS; i++) {
                HttpResponse<String> made = send(request(here, KEYS, node.operatorKey())
                        .POST(BodyPublishers.ofString("{\"scopes\": [\"readonly\"]}")));
                assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
                JsonNode key = JsonMapper.shared().readTree(made.body());
                String text = key.path("key").asString();
                worstMs = Math.max(worstMs, msUntil(200, there, text));

                HttpResponse<String> revoked =
                        send(request(here, KEYS + "/" + key.path("id").asString(), node.operatorKey())
                                .DELETE());

                assertThat(revoked.statusCode()).as(revoked.body()).isEqualTo(204);
                assertThat(ask(here, text)).as("at the edge that was told").isEqualTo(401);
                worstMs = Math.max(worstMs, msUntil(401, there, text));
            }
            LOG.info("a change of a key held at the other edge after {} ms at most, of {}", worstMs, 2 * ROUNDS);
            assertThat(worstMs).isLessThan(EFFECTIVE_MAX.toMillis());
        }
    }

    private long msUntil(int status, URI edge, String key) {
        long startedNs = System.nanoTime();
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> ask(edge, key) == status);
        return (System.nanoTime() - startedNs) / 1_000_000;
    }

    private int ask(URI edge, String key) throws Exception {
        return send(request(edge, "/v1/merchants/acme", key).GET()).statusCode();
    }

    private static HttpRequest.Builder request(URI edge, String path, String key) {
        return HttpRequest.newBuilder(edge.resolve(path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=30");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** An edge that reads the table of merchants, and has no views. */
    private static EdgeServer anotherEdge(Node node, HttpSchemaRegistry registry, KeyHash keyHash) {
        EdgeSettings settings = EdgeSettings.of(
                        node.endpoints().get("kafka"), "127.0.0.1", 0, keyHash, node.operatorKey())
                .withClientProperties(Map.of());
        Queries none = (Queries) Proxy.newProxyInstance(
                RevocationTest.class.getClassLoader(), new Class<?>[] {Queries.class}, (views, method, _) -> {
                    if (method.getName().equals("with")) {
                        return views;
                    }
                    throw new ViewUnavailableException("no views here", null);
                });
        Trends noTrends = new TrendQueries(
                _ -> {
                    throw new ViewUnavailableException("no trends here", null);
                },
                0);
        FileStore noFiles = (FileStore) Proxy.newProxyInstance(
                RevocationTest.class.getClassLoader(), new Class<?>[] {FileStore.class}, (_, _, _) -> {
                    throw new IOException("no files here");
                });
        Statements noStatements = (_, _, _, _) -> {
            throw new IOException("no statements here");
        };
        Callbacks noCallbacks = (_, _, _) -> new Callbacks.Parsed.NoSuchChannel();
        Codecs codecs = new Codecs(registry);
        Shadows noPast = new ShadowRuns(new LogReader(settings.bootstrapServers(), Map.of()), codecs, 0);
        EdgeServer edge = EdgeServer.start(
                settings,
                codecs,
                new EdgeServer.Surroundings(none, noTrends, noStatements, noCallbacks, noPast, noFiles, List.of()));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> edge.notReady().equals(List.of("views are being moved or restored")));
        return edge;
    }
}
