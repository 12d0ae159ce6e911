package dev.kassa.standalone.replay;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Kassa's HTTP API, one call at a time, with an operator's key. Thread-safe; meant for virtual threads, as a call blocks. */
final class ApiClient implements AutoCloseable {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

    private final JsonMapper json = JsonMapper.shared();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_MAX)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final URI base;
    private final String operatorKey;

    ApiClient(URI base, String operatorKey) {
        this.base = base;
        this.operatorKey = operatorKey;
    }

    /**
     * An answer of the API.
     *
     * @param body an empty object where the answer has no JSON body
     * @param location where to ask for the outcome, on a 202
     * @param retryAfter how long the API asks to wait; zero where it does not say
     */
    record Answer(int status, JsonNode body, @Nullable String location, Duration retryAfter) {
        /** The error's code, or the status where the answer has none. */
        String code() {
            return body.path("code").asString("http_" + status);
        }
    }

    /** @throws IOException where the connection was refused or lost, or no answer came in time: nothing is known then */
    Answer post(String path, @Nullable String merchantId, Map<String, ?> body)
            throws IOException, InterruptedException {
        return send(request(path, merchantId)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(body))));
    }

    /** @throws IOException as for {@link #post} */
    Answer get(String path, @Nullable String merchantId) throws IOException, InterruptedException {
        return send(request(path, merchantId).GET());
    }

    private HttpRequest.Builder request(String path, @Nullable String merchantId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(ANSWER_MAX)
                .header("Authorization", "Bearer " + operatorKey);
        return merchantId == null ? request : request.header("Kassa-Merchant", merchantId);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
        boolean hasJson =
                response.headers().firstValue("Content-Type").orElse("").contains("json");
        return new Answer(
                response.statusCode(),
                hasJson ? json.readTree(response.body()) : json.createObjectNode(),
                response.headers().firstValue("Location").orElse(null),
                Duration.ofSeconds(
                        response.headers().firstValueAsLong("Retry-After").orElse(0)));
    }

    /** Whether a failure means that nobody listens there at all. */
    static boolean nobodyListens(IOException failure) {
        return failure instanceof ConnectException;
    }

    @Override
    public void close() {
        http.close();
    }
}
