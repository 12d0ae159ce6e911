package dev.kassa.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.tls.FollowingHttpClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls to the nodes of one schema registry. A node that fails is followed by the next; once all have failed, they are
 * asked again after a pause that doubles, for a bounded number of rounds. Thread-safe.
 */
final class RegistryTransport implements AutoCloseable {
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final JsonMapper JSON = JsonMapper.shared();

    /** What a node said. */
    record Answer(int status, JsonNode body) {
        boolean isSuccess() {
            return status / 100 == 2;
        }

        /** The registry's own words. */
        String words() {
            String message = body.path("message").asString("");
            return message.isEmpty() ? "HTTP " + status : message;
        }
    }

    /** Where a node is, and the header that authenticates at it. */
    private record Node(String base, @Nullable String authorization) {
        static Node of(URI url) {
            String scheme = url.getScheme();
            if (url.getHost() == null || (!"http".equals(scheme) && !"https".equals(scheme))) {
                throw new IllegalArgumentException(
                        "not an http or https URL of a schema registry: " + withoutSecret(url));
            }
            String userInfo = url.getUserInfo();
            String basic = userInfo == null ? null : Base64.getEncoder().encodeToString(userInfo.getBytes(UTF_8));
            return new Node(withoutSecret(url), basic == null ? null : "Basic " + basic);
        }

        private static String withoutSecret(URI url) {
            String text = url.toString();
            String userInfo = url.getRawUserInfo();
            String shown = userInfo == null ? text : text.replace(userInfo + "@", "");
            return shown.endsWith("/") ? shown.substring(0, shown.length() - 1) : shown;
        }
    }

    private final List<Node> nodes;
    private final int rounds;
    private final Duration firstPause;
    private final FollowingHttpClient http;

    /** The node that answered last: it is asked first. */
    private volatile int preferred;

    /** @param tls the context of the calls; null: the JDK's own */
    RegistryTransport(List<URI> urls, int rounds, Duration firstPause, @Nullable Supplier<SSLContext> tls) {
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("a schema registry needs at least one URL");
        }
        this.nodes = urls.stream().map(Node::of).toList();
        this.rounds = rounds;
        this.firstPause = firstPause;
        this.http = new FollowingHttpClient(
                () -> HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).version(HttpClient.Version.HTTP_1_1),
                tls);
    }

    /** The registry's addresses, without secrets. */
    String name() {
        return String.join(", ", nodes.stream().map(Node::base).toList());
    }

    /**
     * The answer of the first node that gives one.
     *
     * @param purpose what the call is for, to be said when it fails
     * @throws SchemaRegistryUnavailableException where none does
     */
    Answer call(String method, String path, @Nullable String body, String purpose) {
        String failure = "";
        IOException cause = null;
        int first = preferred;
        for (int attempt = 0; attempt < rounds * nodes.size(); attempt++) {
            if (attempt > 0 && attempt % nodes.size() == 0) {
                pause(attempt / nodes.size(), purpose);
            }
            int index = (first + attempt) % nodes.size();
            try {
                Answer answer = send(nodes.get(index), method, path, body, purpose);
                if (answer.status < 500 && answer.status != 429) {
                    preferred = index;
                    return answer;
                }
                failure = answer.words();
            } catch (IOException e) {
                failure = e.toString();
                cause = e;
            }
        }
        throw new SchemaRegistryUnavailableException(
                "schema registry " + name() + " does not answer, asked " + rounds + " times to " + purpose + ": "
                        + failure,
                cause);
    }

    private Answer send(Node node, String method, String path, @Nullable String body, String purpose)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(node.base + path))
                .timeout(REQUEST_TIMEOUT)
                .header("Accept", MEDIA_TYPE + ", application/json");
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", MEDIA_TYPE).method(method, HttpRequest.BodyPublishers.ofString(body, UTF_8));
        }
        if (node.authorization != null) {
            request.header("Authorization", node.authorization);
        }
        try {
            HttpResponse<String> response = http.now().send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
            return new Answer(response.statusCode(), parse(response));
        } catch (InterruptedException e) {
            throw interrupted(purpose, e);
        }
    }

    private static JsonNode parse(HttpResponse<String> response) throws IOException {
        try {
            return JSON.readTree(response.body());
        } catch (JacksonException e) {
            if (response.statusCode() / 100 == 2) {
                throw new IOException("not JSON, from " + response.uri().getPath(), e);
            }
            // Whatever stands between us and the registry may answer an error in HTML: its status is what counts.
            return JSON.createObjectNode();
        }
    }

    private void pause(int round, String purpose) {
        long doubled = firstPause.toMillis() << Math.min(round - 1, 16);
        try {
            Thread.sleep(Math.min(doubled, LONGEST_PAUSE.toMillis()));
        } catch (InterruptedException e) {
            throw interrupted(purpose, e);
        }
    }

    private SchemaRegistryUnavailableException interrupted(String purpose, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new SchemaRegistryUnavailableException(
                "interrupted while asking schema registry " + name() + " to " + purpose, cause);
    }

    @Override
    public void close() {
        http.close();
    }
}
