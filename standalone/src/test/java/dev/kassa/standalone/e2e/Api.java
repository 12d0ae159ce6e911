package dev.kassa.standalone.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP API as a test's caller sees it, with one key. Thread-safe. */
final class Api {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    private final URI base;
    private final String key;
    private final @Nullable String merchant;

    private Api(URI base, String key, @Nullable String merchant) {
        this.base = base;
        this.key = key;
        this.merchant = merchant;
    }

    static Api operator(URI base, String operatorKey) {
        return new Api(base, operatorKey, null);
    }

    /** Acts for a merchant with the operator's key. */
    Api actingFor(String merchantId) {
        return new Api(base, key, merchantId);
    }

    /** Uses another key, and names no merchant. */
    Api withKey(String other) {
        return new Api(base, other, null);
    }

    record Answer(int status, String text, HttpResponse<String> response) {
        JsonNode json() {
            return JsonMapper.shared().readTree(text);
        }

        String field(String name) {
            return json().path(name).asString("");
        }

        long number(String name) {
            return json().path(name).asLong(-1);
        }

        @Nullable
        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }
    }

    /** Posts a body; further arguments are header names and values. */
    Answer post(String path, String body, String... headers) {
        return send(
                path,
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)),
                headers);
    }

    /** Sends a body with PUT or PATCH; further arguments are header names and values. */
    Answer change(String method, String path, String body, String... headers) {
        return send(
                path,
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body)),
                headers);
    }

    Answer get(String path, String... headers) {
        return send(path, HttpRequest.newBuilder().GET(), headers);
    }

    /** Reads what the answer to a write was about, from a view that has seen that write. */
    Answer get(String path, Answer write) {
        String position = write.header("Kassa-Position");
        return position == null ? get(path) : get(path, "Kassa-Min-Position", position);
    }

    private Answer send(String path, HttpRequest.Builder request, String... headers) {
        request.uri(base.resolve(path)).timeout(Duration.ofSeconds(60)).header("Authorization", "Bearer " + key);
        if (merchant != null) {
            request.header("Kassa-Merchant", merchant);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
