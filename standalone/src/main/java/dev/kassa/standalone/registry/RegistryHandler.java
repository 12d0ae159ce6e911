package dev.kassa.standalone.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Turns an HTTP exchange into a call, and what comes of it into Confluent's JSON. Thread-safe. */
final class RegistryHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryHandler.class);
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int BODY_BYTES_MAX = 1 << 20;
    private static final JsonMapper JSON = JsonMapper.shared();

    /** What clients send. Nothing that a page of some web site could send here without the browser asking first. */
    private static final Set<String> MEDIA_TYPES_READ =
            Set.of(MEDIA_TYPE, "application/vnd.schemaregistry+json", "application/json", "application/octet-stream");

    private final RegistryRoutes routes;

    RegistryHandler(RegistryRoutes routes) {
        this.routes = routes;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                send(exchange, 200, answer(exchange));
            } catch (RegistryRefusal e) {
                sendError(exchange, e.status(), e.code(), e.words());
            } catch (KafkaException e) {
                LOG.warn("event=schema_registry_store_failed reason=\"{}\"", e.toString());
                sendError(exchange, 500, 50001, "Error in the backend data store: " + e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("event=schema_registry_call_failed path={}", exchange.getRequestURI(), e);
                sendError(exchange, 500, 500, "Internal error; the log of the registry says more");
            }
        }
    }

    private Object answer(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        RegistryRoutes.Match match =
                routes.match(method, path(exchange.getRequestURI().getRawPath()));
        JsonNode body = method.equals("POST") || method.equals("PUT") ? body(exchange) : JSON.createObjectNode();
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        return match.handler().answer(new RestCall(match.path(), query, body));
    }

    private static List<String> path(String raw) {
        return Arrays.stream(raw.split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(segment -> decoded(segment.replace("+", "%2B")))
                .toList();
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            query.put(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return query;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RegistryRefusal(400, 400, "the address holds a % that is not followed by two hexadecimal digits");
        }
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        String bare = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!MEDIA_TYPES_READ.contains(bare)) {
            throw new RegistryRefusal(415, 415, "HTTP 415 Unsupported Media Type: send " + MEDIA_TYPE);
        }
        byte[] bytes = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
        if (bytes.length > BODY_BYTES_MAX) {
            throw new RegistryRefusal(413, 413, "the body is longer than " + BODY_BYTES_MAX + " bytes");
        }
        try {
            JsonNode body = JSON.readTree(bytes);
            if (body.isObject()) {
                return body;
            }
        } catch (JacksonException e) {
            throw new RegistryRefusal(400, 400, "the body is not JSON: " + e.getOriginalMessage());
        }
        throw new RegistryRefusal(400, 400, "the body is not a JSON object");
    }

    private static void sendError(HttpExchange exchange, int status, int code, String message) throws IOException {
        send(exchange, status, Map.of("error_code", code, "message", message));
    }

    private static void send(HttpExchange exchange, int status, Object answer) throws IOException {
        // The schema of a version or an id by itself is JSON text already.
        byte[] bytes = answer instanceof String json ? json.getBytes(UTF_8) : JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", MEDIA_TYPE);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
