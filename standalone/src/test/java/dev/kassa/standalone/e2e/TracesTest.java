package dev.kassa.standalone.e2e;

import static dev.kassa.standalone.e2e.House.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.standalone.e2e.Api.Answer;
import dev.kassa.standalone.e2e.Collector.Seen;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One payment is one trace, from the request to the channel and back, where Kassa runs with the OpenTelemetry agent. */
class TracesTest {
    private static final Path AGENT = Path.of("target", "opentelemetry", "opentelemetry-javaagent.jar");
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String TRACE_2 = "4bf92f3577b34da6a3ce929d0e0e4737";
    private static final String CARD = "4242424242424242";
    private static final String CALLER = "00f067aa0ba902b7";

    @TempDir
    Path folder;

    @Test
    void aPaymentIsOneTraceFromTheRequestOverTheChannelToTheReply() throws Exception {
        try (Collector collector = new Collector();
                KassaProcess kassa = KassaProcess.up(
                        folder,
                        "-javaagent:" + AGENT.toAbsolutePath(),
                        "-Dotel.service.name=kassa",
                        "-Dotel.exporter.otlp.endpoint=" + collector.url(),
                        "-Dotel.exporter.otlp.protocol=http/protobuf",
                        "-Dotel.metrics.exporter=none",
                        "-Dotel.logs.exporter=none",
                        "-Dotel.bsp.schedule.delay=200")) {
            kassa.operator().post("/v1/merchants", """
                        {"id": "traced", "name": "Traced", "country": "DE", "timezone": "Europe/Berlin",
                         "currencies": ["EUR"], "tier": "business"}""");

            Answer paid = kassa.operator()
                    .actingFor("traced")
                    .post("/v1/payments", payment("1", 100), "traceparent", "00-" + TRACE + "-" + CALLER + "-01");

            assertThat(paid.status()).as(paid.text()).isEqualTo(201);
            Seen told = awaited(collector, SpanKind.SPAN_KIND_CONSUMER, "replies");
            Seen call = awaited(collector, SpanKind.SPAN_KIND_CLIENT, "POST");
            Seen request = awaited(collector, SpanKind.SPAN_KIND_SERVER, "POST /v1/payments");
            assertThat(request.parent()).as("the caller's own trace goes on").isEqualTo(CALLER);
            assertThat(names(collector.above(call)))
                    .as("the channel is called because of the request, through the core")
                    .containsExactly(
                            "CONSUMER channel-commands process",
                            "PRODUCER channel-commands publish",
                            "CONSUMER commands process",
                            "PRODUCER commands publish",
                            "SERVER POST /v1/payments");
            assertThat(names(collector.above(told)))
                    .as("the reply comes of the outcome of that call, through the core")
                    .containsExactly(
                            "PRODUCER replies publish",
                            "CONSUMER commands process",
                            "PRODUCER commands publish",
                            "CONSUMER channel-commands process",
                            "PRODUCER channel-commands publish",
                            "CONSUMER commands process",
                            "PRODUCER commands publish",
                            "SERVER POST /v1/payments");

            assertThat(kassa.operator()
                            .actingFor("traced")
                            .post(
                                    "/v1/payments",
                                    payment("2", 100, CARD),
                                    "traceparent",
                                    "00-" + TRACE_2 + "-" + CALLER + "-01")
                            .status())
                    .isEqualTo(422);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !collector.of(TRACE_2).isEmpty());
            assertThat(collector.everything()).contains("/v1/payments").doesNotContain(CARD);
        }
    }

    private static Seen awaited(Collector collector, SpanKind kind, String inName) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> collector.of(TRACE).stream()
                                .filter(span -> is(span, kind, inName))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static List<String> names(List<Seen> spans) {
        return spans.stream().map(Seen::toString).toList();
    }

    private static boolean is(Seen span, SpanKind kind, String inName) {
        return span.kind() == kind && span.name().contains(inName);
    }
}
