package dev.kassa.standalone.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kassa.edge.Meters;
import dev.kassa.schema.Metric;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MetricsServerTest {
    @Test
    void a_process_without_an_edge_shows_its_metrics() throws Exception {
        Meters meters = new Meters();
        meters.gauge(Metric.STREAMS_RUNNING, () -> 1, "application", "core");

        try (MetricsServer server = new MetricsServer(0, meters);
                HttpClient client = HttpClient.newHttpClient()) {
            URI metrics = URI.create("http://127.0.0.1:" + server.port() + "/metrics");
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("kassa_streams_running{application=\"core\"} 1.0");
        }
    }

    @Test
    void a_role_whose_metrics_cannot_be_shown_is_closed_and_the_reason_told() {
        AtomicInteger closed = new AtomicInteger();
        try (MetricsServer taken = new MetricsServer(0, new Meters())) {
            assertThatThrownBy(() -> MetricsServer.beside(closed::incrementAndGet, taken.port(), new Meters()))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("--metrics-port");
        }
        assertThat(closed).hasValue(1);
    }
}
