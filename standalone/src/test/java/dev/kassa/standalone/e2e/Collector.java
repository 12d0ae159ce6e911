package dev.kassa.standalone.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Takes spans as an OpenTelemetry collector does, over HTTP. */
final class Collector implements AutoCloseable {
    private final HttpServer server;
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final Map<String, Seen> spans = new ConcurrentHashMap<>();

    /** A span: what it is, and below which one it hangs. */
    record Seen(String trace, String id, String parent, String name, Span.SpanKind kind) {
        @Override
        public String toString() {
            return kind.name().replace("SPAN_KIND_", "") + " " + name;
        }
    }

    Collector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        bodies.add(new String(body, StandardCharsets.ISO_8859_1));
        ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(body);
        for (ResourceSpans resource : request.getResourceSpansList()) {
            for (ScopeSpans scope : resource.getScopeSpansList()) {
                scope.getSpansList().forEach(this::keep);
            }
        }
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private void keep(Span span) {
        String id = hex(span.getSpanId().toByteArray());
        spans.put(
                id,
                new Seen(
                        hex(span.getTraceId().toByteArray()),
                        id,
                        hex(span.getParentSpanId().toByteArray()),
                        span.getName(),
                        span.getKind()));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** All that came, byte for byte. */
    String everything() {
        return String.join("", bodies);
    }

    /** The spans of a trace so far. */
    List<Seen> of(String trace) {
        return spans.values().stream()
                .filter(span -> span.trace().equals(trace))
                .toList();
    }

    /** The spans above a span, the nearest first. */
    List<Seen> above(Seen span) {
        return Stream.iterate(
                        Optional.ofNullable(spans.get(span.parent())),
                        Optional::isPresent,
                        above -> above.map(Seen::parent).map(spans::get))
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
