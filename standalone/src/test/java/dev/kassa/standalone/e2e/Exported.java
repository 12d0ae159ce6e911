package dev.kassa.standalone.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.standalone.e2e.Api.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** An export, from the request to the file, as a caller has it. */
record Exported(JsonNode export, byte[] file) {
    private static final Duration LONG = Duration.ofSeconds(60);

    /** Asks, waits, downloads without a key, and checks the sum. */
    static Exported of(Api caller, String kind, String format) {
        String id = ask(caller, kind, format);
        return finished(caller, id);
    }

    static String ask(Api caller, String kind, String format) {
        Answer asked = caller.post("/v1/exports", "{\"kind\": \"%s\", \"format\": \"%s\"}".formatted(kind, format));
        assertThat(asked.status()).as(asked.text()).isEqualTo(202);
        return asked.field("id");
    }

    static Exported finished(Api caller, String id) {
        Answer done = await().atMost(LONG)
                .until(
                        () -> caller.get("/v1/exports/" + id),
                        answer -> !List.of("pending", "running").contains(answer.field("status")));
        assertThat(done.field("status")).as(done.text()).isEqualTo("completed");
        byte[] file = download(URI.create(done.field("url")));
        assertThat(sha256(file)).isEqualTo(done.field("sha256"));
        assertThat((long) file.length).isEqualTo(done.number("size"));
        return new Exported(done.json(), file);
    }

    private static byte[] download(URI link) {
        try (HttpClient anybody = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> response =
                    anybody.send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofByteArray());
            assertThat(response.statusCode()).isEqualTo(200);
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A total in the only currency. */
    long total(String column) {
        assertThat(export.path("control_totals")).hasSize(1);
        JsonNode total = export.path("control_totals").path(0).path(column);
        assertThat(total.isNumber()).as(column + " in " + export).isTrue();
        return total.asLong();
    }

    long rows() {
        return export.path("rows").asLong();
    }

    String text() {
        return new String(file, UTF_8);
    }

    /** The lines of a CSV that begin with an id of the kind. */
    List<String> lines(String prefix) {
        return text().lines().filter(line -> line.startsWith(prefix)).toList();
    }

    static String totals(Stream<Exported> all) {
        return all.map(each -> each.export.path("control_totals").toString())
                .distinct()
                .collect(Collectors.joining(" differs from "));
    }
}
