package dev.kassa.bench.run;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The HTTP API as a caller uses it, where speed does not matter. Of several edges each is called in turn, and what may be sent
 * twice is sent to the next one where one does not answer or cannot. Thread-safe.
 */
public final class KassaApi implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int AT_ONCE_MAX = 32;

    private static final int ACCEPTED = 202;
    private static final int UNAVAILABLE = 503;
    private static final Duration ONBOARDING_MAX = Duration.ofMinutes(2);

    private final List<URI> edges;
    private final AtomicInteger turn = new AtomicInteger();
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(2))
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    public KassaApi(URI edge) {
        this(List.of(edge));
    }

    public KassaApi(List<URI> edges) {
        this.edges = List.copyOf(edges);
    }

    /**
     * An answer; the body is as it came.
     *
     * @param etag as it came; empty where there was none
     * @param position where a write can be read from on; empty where there was none
     */
    public record Answer(int status, String body, String etag, String position) {
        public JsonNode json() {
            return JSON.readTree(body);
        }
    }

    public Answer get(String path, String key) throws IOException, InterruptedException {
        return sendToAny(path, key, HttpRequest.Builder::GET);
    }

    /** @param idempotencyKey left out where empty */
    public Answer post(String path, String key, String idempotencyKey, String json)
            throws IOException, InterruptedException {
        UnaryOperator<HttpRequest.Builder> post = request ->
                request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(json));
        if (idempotencyKey.isEmpty()) {
            return send(post.apply(request(next(), path, key)).build());
        }
        return sendToAny(path, key, request -> post.apply(request.header("Idempotency-Key", idempotencyKey)));
    }

    /**
     * A change, by whatever method.
     *
     * @param headers beside the key
     * @param json left out where empty
     */
    public Answer change(String method, String path, String key, Map<String, String> headers, String json)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(next(), path, key);
        headers.forEach(request::header);
        if (json.isEmpty()) {
            return send(
                    request.method(method, HttpRequest.BodyPublishers.noBody()).build());
        }
        return send(request.header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    /** Onboards merchants {@code <prefix>-0 …} and gives their API keys, in that order. */
    public List<String> onboard(String operatorKey, String prefix, int merchants)
            throws IOException, InterruptedException {
        Semaphore atOnce = new Semaphore(AT_ONCE_MAX);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> keys = new ArrayList<>();
            for (int i = 0; i < merchants; i++) {
                String id = prefix + "-" + i;
                Callable<String> one = () -> {
                    atOnce.acquire();
                    try {
                        return onboard(operatorKey, id);
                    } finally {
                        atOnce.release();
                    }
                };
                keys.add(threads.submit(one));
            }
            List<String> all = new ArrayList<>();
            for (Future<String> key : keys) {
                all.add(key.get());
            }
            return all;
        } catch (ExecutionException e) {
            throw new IOException("cannot onboard merchants: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        http.close();
    }

    private String onboard(String operatorKey, String id) throws IOException, InterruptedException {
        Answer answer = post(
                "/v1/merchants",
                operatorKey,
                "",
                "{\"id\":\"" + id + "\",\"name\":\"" + id
                        + "\",\"country\":\"GB\",\"timezone\":\"Europe/London\",\"currencies\":[\"GBP\"],\"tier\":\"business\"}");
        if (answer.status() == ACCEPTED) {
            awaitMerchant(operatorKey, id);
        } else if (answer.status() != 201) {
            throw new IOException("onboarding " + id + ": " + answer.status() + " " + answer.body());
        }
        return answer.json().path("api_key").asString("");
    }

    /** One that was said to be under way, as it is where the core has just been started. */
    private void awaitMerchant(String operatorKey, String id) throws IOException, InterruptedException {
        long giveUpAt = System.nanoTime() + ONBOARDING_MAX.toNanos();
        while (get("/v1/merchants/" + id, operatorKey).status() != 200) {
            if (System.nanoTime() > giveUpAt) {
                throw new IOException("onboarding " + id + ": still under way after " + ONBOARDING_MAX);
            }
            Thread.sleep(Duration.ofMillis(500));
        }
    }

    private URI next() {
        return edges.get(Math.floorMod(turn.getAndIncrement(), edges.size()));
    }

    /** Each edge at most once. */
    private Answer sendToAny(String path, String key, UnaryOperator<HttpRequest.Builder> asked)
            throws IOException, InterruptedException {
        int first = turn.getAndIncrement();
        for (int tried = 1; ; tried++) {
            URI edge = edges.get(Math.floorMod(first + tried, edges.size()));
            boolean last = tried == edges.size();
            try {
                Answer answer = send(asked.apply(request(edge, path, key)).build());
                if (last || answer.status() != UNAVAILABLE) {
                    return answer;
                }
            } catch (IOException e) {
                if (last) {
                    throw e;
                }
            }
        }
    }

    private static HttpRequest.Builder request(URI edge, String path, String key) {
        return HttpRequest.newBuilder(edge.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + key);
    }

    private Answer send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                response.body(),
                response.headers().firstValue("ETag").orElse(""),
                response.headers().firstValue("Kassa-Position").orElse(""));
    }
}
