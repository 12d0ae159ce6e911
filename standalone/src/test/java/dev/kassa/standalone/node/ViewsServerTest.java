package dev.kassa.standalone.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.ViewQuestions;
import dev.kassa.port.Reading;
import dev.kassa.port.ViewUnavailableException;
import dev.kassa.query.RemoteViews;
import dev.kassa.query.ViewCalls;
import dev.kassa.query.ViewQueries;
import dev.kassa.tls.DevelopmentAuthority;
import dev.kassa.tls.Tls;
import dev.kassa.tls.TlsFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Where an instance of the views is asked: by whom, and by what. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ViewsServerTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int LARGEST = 1 << 20;

    @TempDir
    private Path folder = Path.of("");

    private ViewsHouse house;
    private PaymentFact payment;

    @BeforeAll
    void start(@TempDir Path temporary) {
        house = new ViewsHouse(temporary);
        payment = house.opens(1);
    }

    @AfterAll
    void stop() {
        house.close();
    }

    private void awaitAnswer(ViewQueries queries) {
        await().atMost(LONG)
                .ignoreExceptionsInstanceOf(ViewUnavailableException.class)
                .until(() -> queries.with(new Reading(house.position(1), Duration.ofSeconds(1), false))
                        .payment(payment.getMerchantId(), payment.getId())
                        .isPresent());
    }

    private static int status(HttpClient client, URI uri, String method, BodyPublisher body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(10))
                .method(method, body)
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    @Test
    void whatIsNoQuestionIsRefused() throws Exception {
        URI address = ViewsHouse.free("http");
        URI ask = address.resolve(ViewCalls.ASK);
        URI routes = address.resolve(ViewCalls.ROUTES);
        try (AutoCloseable instance = house.instance(address, true, null);
                RemoteViews views = house.asking(null, address);
                HttpClient client = HttpClient.newHttpClient()) {
            awaitAnswer(house.over(views));

            for (byte[] garbage : List.of(
                    new byte[0],
                    new byte[] {1},
                    "{\"questions\":[]}".getBytes(UTF_8),
                    new byte[] {0, 0, 0, 0, 1, 2, 3},
                    new byte[] {0, 0x7f, 0x7f, 0x7f, 0x7f, 2, 3},
                    new byte[LARGEST])) {
                assertThat(status(client, ask, "POST", BodyPublishers.ofByteArray(garbage)))
                        .as("%s bytes", garbage.length)
                        .isEqualTo(400);
            }
            byte[] question = ViewCalls.of(house.codecs).questions().encode(new ViewQuestions(List.of()));
            byte[] padded = Arrays.copyOf(question, LARGEST + 1);
            assertThat(status(client, ask, "POST", BodyPublishers.ofByteArray(question)))
                    .isEqualTo(200);
            assertThat(status(client, ask, "POST", BodyPublishers.ofByteArray(padded)))
                    .isEqualTo(413);
            assertThat(status(client, ask, "GET", BodyPublishers.noBody())).isEqualTo(405);
            assertThat(status(client, routes, "POST", BodyPublishers.noBody())).isEqualTo(405);
            assertThat(status(client, address.resolve("/views/asked"), "POST", BodyPublishers.noBody()))
                    .isEqualTo(404);
            assertThat(status(client, address.resolve("/"), "GET", BodyPublishers.noBody()))
                    .isEqualTo(404);
            awaitAnswer(house.over(views));
        }
    }

    @Test
    void aBodyWithoutEndIsReadNoFurtherThanItsBound() throws Exception {
        URI address = ViewsHouse.free("http");
        AtomicLong sent = new AtomicLong();
        try (AutoCloseable instance = house.instance(address, true, null);
                HttpClient client = HttpClient.newHttpClient()) {
            InputStream endless = new InputStream() {
                @Override
                public int read() {
                    sent.incrementAndGet();
                    return 0;
                }

                @Override
                public int read(byte[] into, int from, int length) {
                    sent.addAndGet(length);
                    return length;
                }
            };
            try {
                assertThat(status(
                                client,
                                address.resolve(ViewCalls.ASK),
                                "POST",
                                BodyPublishers.ofInputStream(() -> endless)))
                        .isEqualTo(413);
            } catch (IOException e) {
                // it may have closed the connection before its answer was read
                assertThat(e).isNotInstanceOf(HttpTimeoutException.class);
            }
        }
        // what is in buffers on the way comes to some more
        assertThat(sent.get()).isLessThan(64L << 20);
    }

    @Test
    void overTlsOnlyWhoShowsACertificateIsAnsweredAndANewOneIsShownWithoutAStop() throws Exception {
        Path certificates = folder.resolve("certificates");
        TlsFiles files = issue(certificates, "views");
        URI address = ViewsHouse.free("https");
        try (Tls tls = Tls.of(files);
                Tls edge = Tls.of(issue(certificates, "edge"));
                Tls stranger = Tls.of(issue(folder.resolve("elsewhere"), "stranger"));
                AutoCloseable instance = house.instance(address, true, tls);
                RemoteViews views = house.asking(edge, address);
                RemoteViews strangers = house.asking(stranger, address)) {
            ViewQueries queries = house.over(views);
            awaitAnswer(queries);
            BigInteger before = tls.certificate().getSerialNumber();

            assertThatThrownBy(() -> house.over(strangers)
                            .with(new Reading(null, Duration.ofSeconds(2), true))
                            .payment(payment.getMerchantId(), payment.getId()))
                    .isInstanceOf(ViewUnavailableException.class);
            try (HttpClient bare = HttpClient.newBuilder()
                    .sslContext(trustingOnly(Objects.requireNonNull(files.authority())))
                    .build()) {
                assertThatThrownBy(
                                () -> status(bare, address.resolve(ViewCalls.ROUTES), "GET", BodyPublishers.noBody()))
                        .isInstanceOf(IOException.class);
            }

            issue(certificates, "views");
            issue(certificates, "edge");
            await().atMost(LONG).until(() -> {
                // nothing is refused meanwhile
                assertThat(queries.payment(payment.getMerchantId(), payment.getId()))
                        .contains(payment);
                return !shown(address, edge.context()).equals(before);
            });
            assertThat(queries.payment(payment.getMerchantId(), payment.getId()))
                    .contains(payment);
        }
    }

    private static TlsFiles issue(Path in, String name) {
        return DevelopmentAuthority.in(in, Instant.now()).issue(name, List.of("localhost", "127.0.0.1"), Instant.now());
    }

    private static BigInteger shown(URI address, SSLContext context) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(address.getHost(), address.getPort())) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        }
    }

    private static SSLContext trustingOnly(Path authority) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "ca",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(authority))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
