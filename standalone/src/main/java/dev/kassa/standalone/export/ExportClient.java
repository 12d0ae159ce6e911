package dev.kassa.standalone.export;

import dev.kassa.standalone.api.ApiClient;
import dev.kassa.standalone.api.ApiClient.Answer;
import dev.kassa.standalone.api.ApiProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One export over Kassa's HTTP API, from the request to the file. Blocks; a lost connection is tried again for a while. */
final class ExportClient implements AutoCloseable {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration AWAY_MAX = Duration.ofSeconds(60);

    private final ApiClient api;
    private final @Nullable String merchantId;
    /** For the files, which are no JSON and need no key. */
    private final HttpClient links = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_MAX)
            .build();

    /**
     * @param api closed with this
     * @param merchantId whose exports; null: of all
     */
    ExportClient(ApiClient api, @Nullable String merchantId) {
        this.api = api;
        this.merchantId = merchantId;
    }

    /**
     * Asks for it, under a key, so that a request whose answer was lost can be repeated.
     *
     * @return the export's id
     */
    String ask(Map<String, ?> order, String idempotencyKey) throws ApiProblem, InterruptedException {
        Map<String, String> headers = new HashMap<>(ApiClient.ofMerchant(merchantId));
        headers.put("Idempotency-Key", idempotencyKey);
        JsonNode asked = answer("POST", "/v1/exports", headers, order);
        return asked.path("id").asString("");
    }

    /** Waits until it is finished, and tells how it stands meanwhile. */
    JsonNode await(String id, Consumer<JsonNode> each) throws ApiProblem, InterruptedException {
        while (true) {
            JsonNode export = answer("GET", "/v1/exports/" + id, ApiClient.ofMerchant(merchantId), null);
            each.accept(export);
            String status = export.path("status").asString("");
            switch (status) {
                case "pending", "running" -> Thread.sleep(LOOK);
                case "completed" -> {
                    return export;
                }
                default ->
                    throw new ApiProblem("the export is " + status + ": "
                            + export.path("failure").path("message").asString("no reason is told") + " (" + id + ")");
            }
        }
    }

    /** No more of it is wanted. */
    void cancel(String id) throws ApiProblem, InterruptedException {
        answer("POST", "/v1/exports/" + id + "/cancel", ApiClient.ofMerchant(merchantId), null);
    }

    /** Downloads the file of a completed export. It appears under its name once it is whole, and not before. */
    void download(JsonNode export, Path to, LongConsumer bytes) throws ApiProblem, InterruptedException {
        Path part = to.resolveSibling(to.getFileName() + ".part");
        try {
            String sha256 = fetch(URI.create(export.path("url").asString("")), part, bytes);
            if (!sha256.equals(export.path("sha256").asString(""))) {
                throw new ApiProblem("the file that came is not the one that was made: its SHA-256 is " + sha256
                        + ", and that of the export is " + export.path("sha256").asString(""));
            }
            Files.move(part, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ApiProblem("the file could not be downloaded to " + to + ": " + e);
        } finally {
            remove(part);
        }
    }

    private static void remove(Path part) throws ApiProblem {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new ApiProblem(part + " is left and cannot be removed: " + e.getMessage());
        }
    }

    /** The link is asked at the address that we were given: the edge may know itself by another name. */
    private String fetch(URI link, Path part, LongConsumer bytes) throws IOException, InterruptedException, ApiProblem {
        URI here = api.base().resolve(link.getRawPath() + "?" + link.getRawQuery());
        HttpResponse<InputStream> response =
                links.send(HttpRequest.newBuilder(here).GET().build(), BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            if (response.statusCode() != 200) {
                throw new ApiProblem("the file could not be had: HTTP status " + response.statusCode());
            }
            MessageDigest digest = sha256();
            try (OutputStream out = new DigestOutputStream(Files.newOutputStream(part), digest)) {
                byte[] buffer = new byte[64 << 10];
                long total = 0;
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    out.write(buffer, 0, read);
                    total += read;
                    bytes.accept(total);
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private JsonNode answer(String method, String path, Map<String, String> headers, @Nullable Map<String, ?> body)
            throws ApiProblem, InterruptedException {
        long giveUpAtNs = System.nanoTime() + AWAY_MAX.toNanos();
        while (true) {
            String why;
            try {
                Answer answer = api.send(method, path, headers, body);
                if (answer.isDone()) {
                    return answer.body();
                }
                why = answer.detail();
                if (answer.status() != 429 && answer.status() < 500) {
                    throw new ApiProblem(why);
                }
            } catch (IOException e) {
                if (ApiClient.nobodyListens(e)) {
                    throw new ApiProblem("nobody listens at " + api.base() + ": is Kassa running?");
                }
                why = "no answer from " + api.base() + ": " + e.getMessage();
            }
            if (System.nanoTime() > giveUpAtNs) {
                throw new ApiProblem(why);
            }
            Thread.sleep(LOOK.multipliedBy(2));
        }
    }

    @Override
    public void close() {
        links.close();
        api.close();
    }
}
