package dev.kassa.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.edge.contract.Contract;
import dev.kassa.edge.render.Json;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * What operating the edge needs: health, metrics, documentation.
 *
 * @param notReady why no payment could be made now; empty when one could
 */
record OperationCalls(EdgeMetrics metrics, Contract contract, DocsPage page, Supplier<List<String>> notReady) {
    void live(Exchange exchange) throws IOException {
        exchange.answerJson(200, health("up", List.of()));
    }

    void ready(Exchange exchange) throws IOException {
        List<String> reasons = notReady.get();
        if (reasons.isEmpty()) {
            exchange.answerJson(200, health("up", reasons));
        } else {
            exchange.answerHeader("Retry-After", "1");
            exchange.answerJson(503, health("down", reasons));
        }
    }

    void metrics(Exchange exchange) throws IOException {
        exchange.answer(
                200,
                "text/plain; version=0.0.4; charset=utf-8",
                metrics.scrape().getBytes(UTF_8));
    }

    void docs(Exchange exchange) throws IOException {
        exchange.answerHeader("Content-Security-Policy", page.contentSecurityPolicy());
        exchange.answer(200, "text/html; charset=utf-8", page.html());
    }

    void contract(Exchange exchange) throws IOException {
        exchange.answer(200, "application/yaml; charset=utf-8", contract.yaml());
    }

    private static byte[] health(String status, List<String> reasons) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringProperty("status", status);
            json.writeName("reasons");
            json.writeStartArray();
            reasons.forEach(json::writeString);
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
