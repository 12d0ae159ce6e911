package dev.kassa.standalone.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kassa.edge.EdgeTls;
import dev.kassa.standalone.node.DataFolder;
import dev.kassa.standalone.node.Node;
import dev.kassa.standalone.node.NodeSettings;
import dev.kassa.tls.DevelopmentAuthority;
import dev.kassa.tls.Tls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All of Kassa with an edge that only takes callers with a certificate. */
class TlsNodeTest {
    @TempDir
    Path folder;

    private Node node;
    private HttpClient client;

    @Test
    void aPaymentAndItsCallbackPassOverMutualTls() throws Exception {
        DevelopmentAuthority authority = DevelopmentAuthority.in(folder.resolve("certs"), Instant.now());
        // Its name is none that the simulator calls it by: a process knows itself by its certificate.
        Tls server = Tls.of(authority.issue("server", List.of("localhost"), Instant.now()));
        Tls caller = Tls.of(authority.issue("client", List.of(), Instant.now()));
        EdgeTls tls = new EdgeTls(server, EdgeTls.Clients.REQUIRED);
        try (server;
                caller;
                Node started = Node.start(
                        DataFolder.take(folder.resolve("data")),
                        NodeSettings.anywhere().withTls(tls));
                HttpClient withCertificate =
                        HttpClient.newBuilder().sslContext(caller.context()).build()) {
            node = started;
            client = withCertificate;
            assertThat(node.edge().getScheme()).isEqualTo("https");
            post("/v1/merchants", """
                    {"id": "acme", "name": "Acme", "country": "DE", "timezone": "Europe/Berlin",
                     "currencies": ["EUR"], "tier": "business"}""");
            HttpResponse<String> paid = post("/v1/payments", """
                    {"order_no": "o-1", "amount": 1000, "currency": "EUR",
                     "payment_method": {"token": "tok_callback_twice"}}""");

            assertThat(paid.body()).contains("\"status\":\"succeeded\"");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> get("/metrics")
                            .body()
                            .lines()
                            .anyMatch(line -> line.startsWith("kassa_http_requests_seconds_count")
                                    && line.contains("/v1/callbacks/{channel}")
                                    && line.contains("status=\"200\"")));
            try (HttpClient stranger = HttpClient.newHttpClient()) {
                assertThatThrownBy(() -> stranger.send(request("/health/live").build(), BodyHandlers.ofString()))
                        .isInstanceOf(IOException.class);
            }
        }
    }

    private HttpRequest.Builder request(String path) {
        // By the name that the certificate has.
        URI uri = URI.create("https://localhost:" + node.edge().getPort() + path);
        return HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + node.operatorKey())
                .header("Kassa-Merchant", "acme")
                .header("Content-Type", "application/json");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return client.send(request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }
}
