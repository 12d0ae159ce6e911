package dev.kassa.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KassaApiTest {
    private final AtomicInteger askedInVain = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer unable;
    private HttpServer able;

    @BeforeEach
    void start() throws IOException {
        unable = edge(503, askedInVain);
        able = edge(201, asked);
    }

    @AfterEach
    void stop() {
        unable.stop(0);
        able.stop(0);
    }

    private static HttpServer edge(int status, AtomicInteger count) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            count.incrementAndGet();
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static URI url(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Test
    void whatHasAnIdempotencyKeyIsSentToTheNextEdgeWhereOneCannot() throws Exception {
        try (KassaApi api = new KassaApi(List.of(url(unable), url(able)))) {
            for (int i = 0; i < 4; i++) {
                assertThat(api.post("/v1/payments", "key", "order-" + i, "{}").status())
                        .isEqualTo(201);
            }
        }

        assertThat(askedInVain).hasValue(2);
    }

    @Test
    void whatHasNoneIsSentOnce() throws Exception {
        try (KassaApi api = new KassaApi(List.of(url(unable), url(able)))) {
            api.post("/v1/payments/p/capture", "key", "", "{}");
            api.post("/v1/payments/p/capture", "key", "", "{}");
        }

        assertThat(askedInVain.get() + asked.get()).isEqualTo(2);
    }

    @Test
    void anEdgeThatIsAwayIsPassedOver() throws Exception {
        URI away = url(unable);
        unable.stop(0);
        try (KassaApi api = new KassaApi(List.of(away, url(able)))) {
            assertThat(api.post("/v1/payments", "key", "order", "{}").status()).isEqualTo(201);
            assertThat(api.post("/v1/payments", "key", "order", "{}").status()).isEqualTo(201);
        }
    }
}
