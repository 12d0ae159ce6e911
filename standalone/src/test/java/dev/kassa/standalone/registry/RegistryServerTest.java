package dev.kassa.standalone.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kassa.schema.SchemaRegistry;
import dev.kassa.schema.SchemaRegistryException;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import dev.kassa.standalone.broker.EmbeddedBroker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RegistryServerTest {
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;
    private static RegistryServer server;
    private static URI url;
    private static HttpClient http;

    private final String subject = "s-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(folder);
        server = new RegistryServer(broker.bootstrapServers(), 0, (short) 1, Map.of());
        url = server.start();
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        http.close();
        server.close();
        broker.close();
    }

    @Test
    void answersEveryQuestionAboutARegisteredSchema() {
        int id = register(subject, "string").get("id").asInt();
        String described = "{'subject':'%s','version':1,'id':%d,'schema':'\\'string\\''}";

        assertThat(get("/subjects/" + subject + "/versions/1")).isEqualTo(json(described, subject, id));
        assertThat(get("/subjects/" + subject + "/versions/latest")).isEqualTo(json(described, subject, id));
        assertThat(get("/subjects/" + subject + "/versions")).isEqualTo(json("[1]"));
        assertThat(get("/subjects/" + subject + "/versions/1/schema")).isEqualTo(json("'string'"));
        assertThat(get("/schemas/ids/" + id)).isEqualTo(json("{'schema':'\\'string\\''}"));
        assertThat(get("/schemas/ids/" + id + "/versions")).contains(json("{'subject':'%s','version':1}", subject));
        assertThat(get("/subjects?subjectPrefix=" + subject)).isEqualTo(json("['%s']", subject));
        assertThat(call("POST", "/subjects/" + subject, body("string")).json()).isEqualTo(json(described, subject, id));
    }

    @Test
    void answersQuestionsAboutItself() {
        assertThat(get("/")).isEqualTo(json("{}"));
        assertThat(get("/mode")).isEqualTo(json("{'mode':'READWRITE'}"));
        assertThat(get("/schemas/types")).isEqualTo(json("['AVRO']"));
        assertThat(get("/config")).isEqualTo(json("{'compatibilityLevel':'BACKWARD'}"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /nothing,                                     404, 404",
        "PUT,    /subjects,                                    405, 405",
        "GET,    /subjects/unknown/versions,                   404, 40401",
        "POST,   /subjects/unknown,                            404, 40401",
        "DELETE, /subjects/unknown,                            404, 40401",
        "GET,    /subjects/known/versions/7,                   404, 40402",
        "GET,    /subjects/known/versions/0,                   422, 42202",
        "GET,    /subjects/known/versions/first,               422, 42202",
        "GET,    /schemas/ids/999999,                          404, 40403",
        "GET,    /schemas/ids/99999999999,                     404, 40403",
        "GET,    /schemas/ids/x,                               404, 40403",
        "GET,    /config/known,                                404, 40408",
        "POST,   /compatibility/subjects/unknown/versions/1,   404, 40401",
        "DELETE, /subjects/known?permanent=true,               422, 42205",
    })
    void refusesInConfluentsWords(String method, String path, int status, int code) {
        register("known", "string");

        Answer answer = call(method, path, method.equals("POST") ? body("string") : "");

        assertThat(answer.status).isEqualTo(status);
        assertThat(answer.json().get("error_code").asInt()).isEqualTo(code);
        assertThat(answer.json().get("message").asString()).isNotEmpty();
        assertThat(answer.mediaType).isEqualTo(MEDIA_TYPE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'schema': 'nonsense'}                                         | 422 | 42201",
                "{'schema': '{ `type`: `enum`, `symbols`: [`a`], `default`: `a` }'} | 422 | 42201",
                "{'schema': '{}'}                                               | 422 | 42201",
                "{'schema': {'type': 'string'}}                                 | 422 | 42201",
                "{}                                                             | 422 | 42201",
                "{'schema': 'x', 'schemaType': 'PROTOBUF'}                      | 422 | 42201",
                "{'schema': 'x', 'references': [{'name': 'a'}]}                 | 422 | 42201",
                "[]                                                             | 400 | 400",
                "{                                                              | 400 | 400",
            })
    void refusesWhatIsNoSchemaAndKeepsNothing(String body, int status, int code) {
        Answer answer = call(
                "POST",
                "/subjects/" + subject + "/versions",
                body.replace('\'', '"').replace("`", "\\\""));

        assertThat(answer.status).isEqualTo(status);
        assertThat(answer.json().get("error_code").asInt()).isEqualTo(code);
        assertThat(get("/subjects?subjectPrefix=" + subject)).isEqualTo(json("[]"));
    }

    @Test
    void refusesBodiesAboveOneMebibyte() {
        Answer answer = call("POST", "/subjects/" + subject + "/versions", body("x".repeat(1 << 20)));

        assertThat(answer.status).isEqualTo(413);
    }

    @Test
    void refusesWhatAPageOfAWebSiteCouldSend() {
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/config"))
                .header("Content-Type", "text/plain")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"compatibility\": \"NONE\"}"))
                .build();

        assertThat(send(request).status).isEqualTo(415);
    }

    @Test
    void refusesAnIncompatibleSchemaWithItsReasons() {
        register(subject, "string");

        Answer answer = call("POST", "/subjects/" + subject + "/versions", body("int"));

        assertThat(answer.status).isEqualTo(409);
        assertThat(answer.json().get("message").asString()).contains(subject).contains("TYPE_MISMATCH");
    }

    @Test
    void followsTheLevelOfTheSubject() {
        register(subject, "string");
        String check = "/compatibility/subjects/" + subject + "/versions/latest?verbose=true";
        assertThat(call("POST", check, body("int")).json().get("is_compatible").asBoolean())
                .isFalse();

        call("PUT", "/config/" + subject, "{\"compatibility\": \"none\"}");

        assertThat(call("POST", check, body("int")).json().get("is_compatible").asBoolean())
                .isTrue();
        assertThat(get("/config/" + subject)).isEqualTo(json("{'compatibilityLevel':'NONE'}"));
        assertThat(call("DELETE", "/config/" + subject, "").status).isEqualTo(200);
        assertThat(get("/config/" + subject + "?defaultToGlobal=true"))
                .isEqualTo(json("{'compatibilityLevel':'BACKWARD'}"));
    }

    @Test
    void hidesADeletedSubjectButStillReadsItsIds() {
        int id = register(subject, "string").get("id").asInt();

        assertThat(call("DELETE", "/subjects/" + subject, "").json()).isEqualTo(json("[1]"));

        assertThat(call("GET", "/subjects/" + subject + "/versions", "").status).isEqualTo(404);
        assertThat(get("/subjects/" + subject + "/versions?deleted=true")).isEqualTo(json("[1]"));
        assertThat(get("/schemas/ids/" + id)).isEqualTo(json("{'schema':'\\'string\\''}"));
        assertThat(register(subject, "int").get("id").asInt()).isNotEqualTo(id);
        assertThat(get("/subjects/" + subject + "/versions")).isEqualTo(json("[2]"));
    }

    @Test
    void givesOneIdToManyWhoRegisterAtOnce() throws Exception {
        Schema schema = Schema.createFixed(subject.replace('-', '_'), null, "dev.kassa.test", 7);
        Set<Integer> ids = new HashSet<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                String own = subject + "-" + i % 5;
                answers.add(threads.submit(() -> server.registry().register(own, schema)));
            }
            for (Future<Integer> answer : answers) {
                ids.add(answer.get());
            }
        }

        assertThat(ids).hasSize(1);
        assertThat(get("/subjects/" + subject + "-3/versions")).isEqualTo(json("[1]"));
    }

    @Test
    void knowsAfterARestartWhatItKnew() {
        register(subject, "string");
        int second = register(subject, "bytes").get("id").asInt();
        call("PUT", "/config/" + subject, "{\"compatibility\": \"FULL\"}");
        call("DELETE", "/subjects/" + subject + "/versions/1", "");
        List<String> paths = List.of(
                "/subjects", "/subjects/" + subject + "/versions", "/config/" + subject, "/schemas/ids/" + second);
        List<JsonNode> before = paths.stream().map(RegistryServerTest::get).toList();

        try (RegistryServer again = new RegistryServer(broker.bootstrapServers(), 0, (short) 1, Map.of())) {
            URI elsewhere = again.start();

            assertThat(paths.stream()
                            .map(path ->
                                    send(request(elsewhere, "GET", path, "")).json()))
                    .isEqualTo(before);
        }
    }

    @Test
    void servesTheCodecsOfItsOwnProcessWithoutHttp() {
        SchemaRegistry registry = server.registry();
        for (Topic<?> topic : Topics.all()) {
            int id = registry.register(topic.subject(), topic.schema());

            assertThat(registry.schema(id)).isEqualTo(topic.schema());
        }
        assertThatExceptionOfType(SchemaRegistryException.class)
                .isThrownBy(() -> registry.register(Topics.PAYMENTS.subject(), Topics.COMMANDS.schema()))
                .withMessageContaining("payments-value");
        assertThatExceptionOfType(SchemaRegistryException.class).isThrownBy(() -> registry.schema(999_999));
    }

    @Test
    void refusesATopicThatWouldForgetSchemas(@TempDir Path elsewhere) throws Exception {
        try (EmbeddedBroker other = EmbeddedBroker.start(elsewhere);
                Admin admin = Admin.create(Map.of("bootstrap.servers", other.bootstrapServers()));
                RegistryServer refused = new RegistryServer(other.bootstrapServers(), 0, (short) 1, Map.of())) {
            admin.createTopics(List.of(new NewTopic("_schemas", 2, (short) 1)))
                    .all()
                    .get();

            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(refused::start)
                    .withMessageContaining("2 partitions")
                    .withMessageContaining("cleanup.policy=delete");
        }
    }

    private record Answer(int status, String mediaType, String text) {
        JsonNode json() {
            return JSON.readTree(text);
        }
    }

    private static JsonNode register(String subject, String type) {
        return call("POST", "/subjects/" + subject + "/versions", body(type)).json();
    }

    /** A request to register a primitive type. */
    private static String body(String type) {
        return JSON.createObjectNode().put("schema", "\"" + type + "\"").toString();
    }

    private static JsonNode json(String text, Object... values) {
        return JSON.readTree(text.formatted(values).replace("\\'", "\\\"").replace('\'', '"'));
    }

    private static JsonNode get(String path) {
        return call("GET", path, "").json();
    }

    private static Answer call(String method, String path, String body) {
        return send(request(url, method, path, body));
    }

    private static HttpRequest request(URI base, String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", MEDIA_TYPE)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            String mediaType = response.headers().firstValue("Content-Type").orElse("");
            return new Answer(response.statusCode(), mediaType, response.body());
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
