package dev.kassa.edge;

import static dev.kassa.edge.EdgeUnderTest.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kassa.tls.DevelopmentAuthority;
import dev.kassa.tls.Tls;
import dev.kassa.tls.TlsFiles;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The edge over TLS: who gets a connection, and that a new certificate is shown without a restart. */
class EdgeTlsTest {
    private static final List<String> HERE = List.of("localhost", "127.0.0.1");
    private static final int CALLERS = 4;

    @TempDir
    Path folder;

    @TempDir
    Path elsewhere;

    private TlsFiles issue(Path in, String name) {
        return DevelopmentAuthority.in(in, Instant.now()).issue(name, HERE, Instant.now());
    }

    private static EdgeUnderTest edge(Tls tls, EdgeTls.Clients clients) {
        return new EdgeUnderTest(EdgeSettings.Limits.usual(), new EdgeTls(tls, clients));
    }

    private static HttpClient client(Tls shows) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(shows.context())
                .build();
    }

    private static HttpResponse<String> balances(HttpClient client, EdgeUnderTest edge)
            throws IOException, InterruptedException {
        URI uri = URI.create("https://127.0.0.1:" + edge.server.port() + "/v1/balances");
        return client.send(
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "Bearer " + ACME)
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void aCallerWithTheRightCertificateAndKeyIsAnswered() throws Exception {
        try (Tls tls = Tls.of(issue(folder, "server"));
                Tls caller = Tls.of(issue(folder, "client"));
                EdgeUnderTest edge = edge(tls, EdgeTls.Clients.REQUIRED);
                HttpClient client = client(caller)) {
            HttpResponse<String> answer = balances(client, edge);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                    .hasValueSatisfying(value -> assertThat(value).contains("max-age="));
        }
    }

    @Test
    void withoutACertificateThereIsNoConnectionWhereOneIsRequired() throws Exception {
        try (Tls tls = Tls.of(issue(folder, "server"));
                EdgeUnderTest edge = edge(tls, EdgeTls.Clients.REQUIRED);
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .sslContext(Certificates.trusting(folder.resolve("ca.pem")))
                        .build()) {
            assertThatThrownBy(() -> balances(client, edge)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void withoutACertificateACallerIsAnsweredWhereOneMayBeShown() throws Exception {
        try (Tls tls = Tls.of(issue(folder, "server"));
                EdgeUnderTest edge = edge(tls, EdgeTls.Clients.OPTIONAL);
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .sslContext(Certificates.trusting(folder.resolve("ca.pem")))
                        .build()) {
            assertThat(balances(client, edge).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aCertificateOfAnotherAuthorityGetsNoConnection() throws Exception {
        TlsFiles stranger = issue(elsewhere, "stranger");
        for (EdgeTls.Clients clients : List.of(EdgeTls.Clients.OPTIONAL, EdgeTls.Clients.REQUIRED)) {
            try (Tls tls = Tls.of(issue(folder, "server"));
                    // It trusts our server, but shows what another authority gave it.
                    Tls caller =
                            Tls.of(new TlsFiles(stranger.certificate(), stranger.key(), folder.resolve("ca.pem")));
                    EdgeUnderTest edge = edge(tls, clients);
                    HttpClient client = client(caller)) {
                assertThatThrownBy(() -> balances(client, edge))
                        .as(clients.name())
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void aServerOfAnotherAuthorityIsNotSpokenTo() throws Exception {
        try (Tls tls = Tls.of(issue(folder, "server"));
                Tls caller = Tls.of(issue(elsewhere, "client"));
                EdgeUnderTest edge = edge(tls, EdgeTls.Clients.IGNORED);
                HttpClient client = client(caller)) {
            assertThatThrownBy(() -> balances(client, edge)).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void aNewCertificateIsShownOnTheNextConnectionAndNoRequestIsLost() throws Exception {
        try (Tls tls = Tls.of(issue(folder, "server"));
                Tls caller = Tls.of(issue(folder, "client"));
                EdgeUnderTest edge = edge(tls, EdgeTls.Clients.REQUIRED)) {
            BigInteger before = shown(edge);
            AtomicBoolean enough = new AtomicBoolean();
            AtomicInteger answered = new AtomicInteger();
            List<Throwable> lost = java.util.Collections.synchronizedList(new ArrayList<>());
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                boolean keeps = i % 2 == 0;
                callers.add(Thread.ofVirtual().start(() -> call(edge, caller, keeps, enough, answered, lost)));
            }
            await().until(() -> answered.get() > 20);

            issue(folder, "server");

            await().atMost(Duration.ofSeconds(10)).until(() -> !shown(edge).equals(before));
            int then = answered.get();
            await().until(() -> answered.get() > then + 20);
            enough.set(true);
            for (Thread thread : callers) {
                thread.join();
            }
            assertThat(lost).isEmpty();
            assertThat(shown(edge)).isEqualTo(tls.certificate().getSerialNumber());
        }
    }

    /** Calls until it is enough, over one connection or a new one for each call. */
    private static void call(
            EdgeUnderTest edge,
            Tls caller,
            boolean keeps,
            AtomicBoolean enough,
            AtomicInteger answered,
            List<Throwable> lost) {
        HttpClient kept = client(caller);
        while (!enough.get()) {
            HttpClient client = keeps ? kept : client(caller);
            try {
                assertThat(balances(client, edge).statusCode()).isEqualTo(200);
                answered.incrementAndGet();
            } catch (IOException | InterruptedException | AssertionError e) {
                lost.add(e);
            } finally {
                if (!keeps) {
                    client.close();
                }
            }
        }
        kept.close();
    }

    private BigInteger shown(EdgeUnderTest edge) throws Exception {
        X509Certificate certificate =
                Certificates.shown(edge.server.port(), Certificates.trusting(folder.resolve("ca.pem")));
        return certificate.getSerialNumber();
    }
}
