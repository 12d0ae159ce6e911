package dev.kassa.query;

import dev.kassa.tls.FollowingHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Calls instances of the views over HTTP; over TLS both show certificates. Thread-safe. */
public final class ViewClient implements AutoCloseable {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(1);
    private static final int OK = 200;

    private final boolean secured;
    private final FollowingHttpClient http;

    /** @param tls what to show and whom to trust, now; null: plain HTTP */
    public ViewClient(@Nullable Supplier<SSLContext> tls) {
        secured = tls != null;
        http = new FollowingHttpClient(
                () -> HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_MAX),
                tls);
    }

    String scheme() {
        return secured ? "https" : "http";
    }

    /** @throws IOException where the instance does not answer in time, or cannot */
    byte[] get(URI instance, String path, Duration within) throws IOException {
        return send(
                HttpRequest.newBuilder(instance.resolve(path)).timeout(within).build());
    }

    /** @throws IOException where the instance does not answer in time, or cannot */
    byte[] post(URI instance, String path, byte[] body, Duration within) throws IOException {
        return send(HttpRequest.newBuilder(instance.resolve(path))
                .timeout(within)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    /**
     * An answer of any length, which the caller closes.
     *
     * @param within until it begins
     * @throws IOException where it does not, or the instance cannot answer
     */
    InputStream stream(URI instance, String path, byte[] body, Duration within) throws IOException {
        HttpResponse<InputStream> response = answer(
                HttpRequest.newBuilder(instance.resolve(path))
                        .timeout(within)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != OK) {
            response.body().close();
            throw refused(response);
        }
        return response.body();
    }

    private byte[] send(HttpRequest request) throws IOException {
        HttpResponse<byte[]> response = answer(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != OK) {
            throw refused(response);
        }
        return response.body();
    }

    private static IOException refused(HttpResponse<?> response) {
        return new IOException(response.uri() + " answers " + response.statusCode());
    }

    private <T> HttpResponse<T> answer(HttpRequest request, HttpResponse.BodyHandler<T> body) throws IOException {
        try {
            return http.now().send(request, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking " + request.uri(), e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
