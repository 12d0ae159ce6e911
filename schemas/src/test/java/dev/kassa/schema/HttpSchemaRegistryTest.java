package dev.kassa.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the client bears with a registry that says what a script makes it say. */
class HttpSchemaRegistryTest {
    private static final Schema SCHEMA = Schema.create(Schema.Type.STRING);

    private final Node node = new Node();
    private final Node other = new Node();

    @AfterEach
    void stop() {
        node.server.stop(0);
        other.server.stop(0);
    }

    @Test
    void asksOnceForWhatNeverChanges() {
        node.says(200, "{\"id\": 7}").says(200, "{\"schema\": \"\\\"string\\\"\"}");
        HttpSchemaRegistry registry = registry(node.url(""));

        assertThat(List.of(registry.register("s", SCHEMA), registry.register("s", SCHEMA)))
                .containsOnly(7);
        assertThat(List.of(registry.schema(7), registry.schema(7))).containsOnly(SCHEMA);

        assertThat(node.heard).containsExactly("POST /subjects/s/versions", "GET /schemas/ids/7");
    }

    @Test
    void keepsThePathOfTheUrlAndSendsItsUserAsBasicAuthentication() {
        node.says(200, "{\"id\": 1}");

        registry(node.url("/apis/ccompat/v7/").replace("http://", "http://user:p%40ss@"))
                .register("s", SCHEMA);

        assertThat(node.heard).containsExactly("POST /apis/ccompat/v7/subjects/s/versions");
        assertThat(node.authorizations).containsExactly("Basic dXNlcjpwQHNz");
    }

    @Test
    void asksAgainWhileTheRegistryFails() {
        node.says(503, "starting")
                .says(500, "{\"message\": \"store\"}")
                .says(429, "")
                .says(200, "{\"id\": 1}");

        assertThat(registry(node.url("")).register("s", SCHEMA)).isEqualTo(1);
    }

    @Test
    void turnsToTheNextNodeAndStaysThere() {
        node.server.stop(0);
        other.says(200, "{\"id\": 1}").says(200, "{\"id\": 2}");
        HttpSchemaRegistry registry = registry(node.url(""), other.url(""));

        assertThat(registry.register("a", SCHEMA)).isEqualTo(1);
        assertThat(registry.register("b", SCHEMA)).isEqualTo(2);
    }

    @Test
    void saysThatTheRegistryDoesNotAnswerAndGivesNoSecretAway() {
        node.says(500, "{\"message\": \"the store is gone\"}").repeating();

        assertThatExceptionOfType(SchemaRegistryUnavailableException.class)
                .isThrownBy(() -> registry(node.url("").replace("http://", "http://user:secret@"))
                        .register("s", SCHEMA))
                .withMessageContaining(node.url(""))
                .withMessageContaining("subject s")
                .withMessageContaining("the store is gone")
                .withMessageNotContaining("secret");
        assertThat(node.heard).hasSize(4);
    }

    @Test
    void saysWhyASchemaIsRefusedWhereverTheRegistryKeepsItsReasons() {
        node.says(409, "{\"error_code\": 409, \"message\": \"incompatible\"}")
                .says(
                        200,
                        "{\"is_compatible\": false, \"messages\": [\"a field has no default\", \"a type differs\"]}");

        assertThatExceptionOfType(SchemaRegistryException.class)
                .isThrownBy(() -> registry(node.url("")).register("s", SCHEMA))
                .withMessageContaining("a field has no default; a type differs");
    }

    @Test
    void saysTheRefusalWhereTheReasonsCannotBeHad() {
        node.says(409, "{\"message\": \"incompatible with version 3\"}").says(422, "{\"message\": \"no\"}");

        assertThatExceptionOfType(SchemaRegistryException.class)
                .isThrownBy(() -> registry(node.url("")).register("s", SCHEMA))
                .withMessageContaining("incompatible with version 3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schema\": \"message A {}\", \"schemaType\": \"PROTOBUF\"}",
                "{\"schema\": \"\\\"string\\\"\", \"references\": [{\"name\": \"a\"}]}",
                "{\"schema\": \"nonsense\"}",
                "{\"schema\": \"{\"}",
                "{}",
            })
    void refusesASchemaThatItCannotRead(String answer) {
        node.says(200, answer);

        assertThatExceptionOfType(SchemaRegistryException.class)
                .isThrownBy(() -> registry(node.url("")).schema(3))
                .withMessageContaining("schema 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host", "host:8081", "http:///path", "/path"})
    void refusesWhatIsNoUrlOfARegistry(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> HttpSchemaRegistry.of(url));
    }

    @Test
    void refusesASettingWithoutAUrl() {
        assertThatIllegalArgumentException().isThrownBy(() -> HttpSchemaRegistry.of(" , "));
    }

    private static HttpSchemaRegistry registry(String... urls) {
        return new HttpSchemaRegistry(List.of(urls).stream().map(URI::create).toList(), 4, Duration.ofMillis(1));
    }

    /** A server that gives its answers in order and notes what it was asked. */
    private static final class Node {
        private record Answer(int status, String body) {}

        private final Queue<Answer> answers = new ArrayDeque<>();
        private final List<String> heard = new ArrayList<>();
        private final List<String> authorizations = new ArrayList<>();
        private final HttpServer server;
        private boolean repeating;

        Node() {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            server.createContext("/", exchange -> {
                try (exchange) {
                    heard.add(exchange.getRequestMethod() + " "
                            + exchange.getRequestURI().getPath());
                    authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
                    Answer answer = repeating ? answers.element() : answers.remove();
                    byte[] body = answer.body.getBytes(UTF_8);
                    exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
                    exchange.getResponseBody().write(body);
                }
            });
            server.start();
        }

        String url(String path) {
            return "http://127.0.0.1:" + server.getAddress().getPort() + path;
        }

        Node says(int status, String body) {
            answers.add(new Answer(status, body));
            return this;
        }

        /** The next answer is the answer to everything. */
        void repeating() {
            repeating = true;
        }
    }
}
