package dev.kassa.standalone.api;

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

/** Kassa's HTTP API, one call at a time, with one key. Thread-safe; a call blocks. */
public final class ApiClient implements AutoCloseable {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

    private final JsonMapper json = JsonMapper.shared();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_MAX)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final URI base;
    private final String key;

    public ApiClient(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    /**
     * An answer of the API.
     *
     * @param body an empty object where the answer has no JSON body
     * @param location where to ask for the outcome, on a 202
     * @param retryAfter how long the API asks to wait; zero where it does not say
     */
    public record Answer(
            int status, JsonNode body, @Nullable String location, Duration retryAfter) {
        public boolean isDone() {
            return status < 300;
        }

        /** The error's code, or the status where the answer has none. */
        public String code() {
            return body.path("code").asString("http_" + status);
        }

        /** What the error says to a person, or the status where the answer says nothing. */
        public String detail() {
            return body.path("detail").asString("HTTP status " + status);
        }
    }

    /** Where it asks. */
    public URI base() {
        return base;
    }

    /** @throws IOException where the connection was refused or lost, or no answer came in time: nothing is known then */
    public Answer post(String path, @Nullable String merchantId, Map<String, ?> body)
            throws IOException, InterruptedException {
        return send("POST", path, ofMerchant(merchantId), body);
    }

    /** @throws IOException as for {@link #post} */
    public Answer get(String path, @Nullable String merchantId) throws IOException, InterruptedException {
        return send("GET", path, ofMerchant(merchantId), null);
    }

    /**
     * Any call.
     *
     * @param headers beside those of the key and the body
     * @throws IOException as for {@link #post}
     */
    public Answer send(String method, String path, Map<String, String> headers, @Nullable Map<String, ?> body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(ANSWER_MAX)
                .header("Authorization", "Bearer " + key)
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(json.writeValueAsBytes(body)));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        return answer(http.send(request.build(), BodyHandlers.ofByteArray()));
    }

    /**
     * A call that is made once, of which only success is of use.
     *
     * @param headers as for {@link #send}
     * @throws ApiProblem where there is no answer, or it is none of success
     */
    public JsonNode require(String method, String path, Map<String, String> headers, @Nullable Map<String, ?> body)
            throws ApiProblem, InterruptedException {
        Answer answer;
        try {
            answer = send(method, path, headers, body);
        } catch (IOException e) {
            throw new ApiProblem("no answer from " + base + ": is Kassa running? (" + e + ")");
        }
        if (!answer.isDone()) {
            throw new ApiProblem(answer.detail());
        }
        return answer.body();
    }

    /** The header that says for which merchant an operator asks; none where it is null. */
    public static Map<String, String> ofMerchant(@Nullable String merchantId) {
        return merchantId == null ? Map.of() : Map.of("Kassa-Merchant", merchantId);
    }

    private Answer answer(HttpResponse<byte[]> response) {
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
    public static boolean nobodyListens(IOException failure) {
        return failure instanceof ConnectException;
    }

    @Override
    public void close() {
        http.close();
    }
}
