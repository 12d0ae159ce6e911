package dev.kassa.standalone.holiday;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holidays over Kassa's HTTP API. Blocks. */
final class HolidayClient implements AutoCloseable {
    /** As many as the API looks up at once. */
    static final int KEYS_MAX = 100;

    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI base;
    private final String key;

    HolidayClient(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    /** Those that there are, by id; at most {@value #KEYS_MAX} ids. */
    JsonNode find(List<String> ids) throws HolidayProblem, InterruptedException {
        return answer(request("/v1/holidays/lookup").POST(json(Map.of("keys", ids))))
                .path("results");
    }

    /** Puts one, and waits until it holds. Again: nothing is doubled. */
    void put(String id, Holiday day) throws HolidayProblem, InterruptedException {
        answer(request("/v1/holidays/" + id).PUT(json(Map.of("name", day.name(), "business_day", day.businessDay()))));
    }

    private static HttpRequest.BodyPublisher json(Map<String, ?> body) {
        return BodyPublishers.ofByteArray(JsonMapper.shared().writeValueAsBytes(body));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(ANSWER_MAX)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json");
    }

    private JsonNode answer(HttpRequest.Builder request) throws HolidayProblem, InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new HolidayProblem("no answer from " + base + ": is Kassa running? (" + e + ")");
        }
        boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
        JsonNode body = json
                ? JsonMapper.shared().readTree(response.body())
                : JsonMapper.shared().createObjectNode();
        if (response.statusCode() >= 300) {
            throw new HolidayProblem(body.path("detail").asString("HTTP status " + response.statusCode()));
        }
        return body;
    }

    @Override
    public void close() {
        http.close();
    }
}
