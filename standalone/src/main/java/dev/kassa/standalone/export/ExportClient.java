package dev.kassa.standalone.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One export over Kassa's HTTP API, from the request to the file. Blocks; a lost connection is tried again for a while. */
final class ExportClient implements AutoCloseable {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration AWAY_MAX = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_MAX)
            .build();
    private final URI base;
    private final String key;
    private final @Nullable String merchantId;

    ExportClient(URI base, String key, @Nullable String merchantId) {
        this.base = base;
        this.key = key;
        this.merchantId = merchantId;
    }

    /**
     * Asks for it, under a key, so that a request whose answer was lost can be repeated.
     *
     * @return the export's id
     */
    String ask(Map<String, ?> order, String idempotencyKey) throws ExportProblem, InterruptedException {
        byte[] body = JsonMapper.shared().writeValueAsBytes(order);
        JsonNode asked = answer(() -> request(base.resolve("/v1/exports"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofByteArray(body)));
        return asked.path("id").asString("");
    }

    /** Waits until it is finished, and tells how it stands meanwhile. */
    JsonNode await(String id, Consumer<JsonNode> each) throws ExportProblem, InterruptedException {
        while (true) {
            JsonNode export =
                    answer(() -> request(base.resolve("/v1/exports/" + id)).GET());
            each.accept(export);
            String status = export.path("status").asString("");
            switch (status) {
                case "pending", "running" -> Thread.sleep(LOOK);
                case "completed" -> {
                    return export;
                }
                default ->
                    throw new ExportProblem("the export is " + status + ": "
                            + export.path("failure").path("message").asString("no reason is told") + " (" + id + ")");
            }
        }
    }

    /** No more of it is wanted. */
    void cancel(String id) throws ExportProblem, InterruptedException {
        answer(() -> request(base.resolve("/v1/exports/" + id + "/cancel")).POST(BodyPublishers.noBody()));
    }

    /** Downloads the file of a completed export. It appears under its name once it is whole, and not before. */
    void download(JsonNode export, Path to, LongConsumer bytes) throws ExportProblem, InterruptedException {
        Path part = to.resolveSibling(to.getFileName() + ".part");
        try {
            String sha256 = fetch(URI.create(export.path("url").asString("")), part, bytes);
            if (!sha256.equals(export.path("sha256").asString(""))) {
                throw new ExportProblem("the file that came is not the one that was made: its SHA-256 is " + sha256
                        + ", and that of the export is " + export.path("sha256").asString(""));
            }
            Files.move(part, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ExportProblem("the file could not be downloaded to " + to + ": " + e);
        } finally {
            remove(part);
        }
    }

    private static void remove(Path part) throws ExportProblem {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new ExportProblem(part + " is left and cannot be removed: " + e.getMessage());
        }
    }

    /** The link is asked at the address that we were given: the edge may know itself by another name. */
    private String fetch(URI link, Path part, LongConsumer bytes)
            throws IOException, InterruptedException, ExportProblem {
        URI here = base.resolve(link.getRawPath() + "?" + link.getRawQuery());
        HttpResponse<InputStream> response =
                http.send(HttpRequest.newBuilder(here).GET().build(), BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            if (response.statusCode() != 200) {
                throw new ExportProblem("the file could not be had: HTTP status " + response.statusCode());
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

    private HttpRequest.Builder request(URI uri) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(ANSWER_MAX).header("Authorization", "Bearer " + key);
        return merchantId == null ? request : request.header("Kassa-Merchant", merchantId);
    }

    private interface Request {
        HttpRequest.Builder make();
    }

    private JsonNode answer(Request request) throws ExportProblem, InterruptedException {
        long giveUpAtNs = System.nanoTime() + AWAY_MAX.toNanos();
        while (true) {
            String why;
            try {
                HttpResponse<byte[]> response = http.send(request.make().build(), BodyHandlers.ofByteArray());
                if (response.statusCode() < 300) {
                    return JsonMapper.shared().readTree(response.body());
                }
                why = reason(response);
                if (response.statusCode() != 429 && response.statusCode() < 500) {
                    throw new ExportProblem(why);
                }
            } catch (ConnectException e) {
                throw new ExportProblem("nobody listens at " + base + ": is Kassa running?");
            } catch (IOException e) {
                why = "no answer from " + base + ": " + e.getMessage();
            }
            if (System.nanoTime() > giveUpAtNs) {
                throw new ExportProblem(why);
            }
            Thread.sleep(LOOK.multipliedBy(2));
        }
    }

    private static String reason(HttpResponse<byte[]> response) {
        boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
        JsonNode problem = json
                ? JsonMapper.shared().readTree(response.body())
                : JsonMapper.shared().createObjectNode();
        return problem.path("detail").asString("HTTP status " + response.statusCode());
    }

    @Override
    public void close() {
        http.close();
    }
}
