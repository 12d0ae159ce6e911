package dev.kassa.standalone.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kassa.edge.access.KeyHash;
import dev.kassa.export.ExportLimits;
import dev.kassa.filestore.FolderStore;
import dev.kassa.schema.Acls;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.standalone.broker.FreePorts;
import dev.kassa.standalone.node.CatalogueTopics;
import dev.kassa.standalone.node.KafkaAcls;
import dev.kassa.standalone.node.Roles;
import dev.kassa.standalone.node.Surroundings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** On a broker that allows nothing by itself: the generated permissions are enough to work, and no more than that. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaAclsTest {
    private static final List<String> PROCESSES =
            List.of("topics", "core", "connectors", "views", "edge", "exports", "replay-check");
    private static final String OPERATOR = "ko_operator";
    private static final int PARTITIONS = 4;

    private Path folder = Path.of("");
    private final Codecs codecs = new Codecs(new InMemorySchemaRegistry());
    private SecuredBroker broker;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        broker = new SecuredBroker(folder.resolve("kafka"), PROCESSES);
        KafkaAcls.apply(broker.bootstrap(), SecuredBroker.as(SecuredBroker.ADMIN), Acls.all("User:"));
        CatalogueTopics.create(broker.bootstrap(), PARTITIONS, (short) 1, SecuredBroker.as("topics"));
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    private Surroundings as(String process) {
        return new Surroundings(broker.bootstrap(), codecs, PARTITIONS, (short) 1, "1", SecuredBroker.as(process));
    }

    @Test
    void aPaymentPassesWhereEachProcessMayDoOnlyItsOwn() throws Exception {
        int edgePort = FreePorts.any();
        int simulatorPort = FreePorts.any();
        int bankPort = FreePorts.any();
        int viewsPort = FreePorts.any();
        URI edge = URI.create("http://127.0.0.1:" + edgePort);
        try (AutoCloseable core = Roles.core(as("core"), folder.resolve("state"), 0, () -> {});
                AutoCloseable simulator =
                        Roles.simulator(simulatorPort, bankPort, folder.resolve("simulator"), "secret", null);
                AutoCloseable connectors = Roles.connectors(
                        as("connectors"),
                        URI.create("http://127.0.0.1:" + simulatorPort),
                        URI.create("http://127.0.0.1:" + bankPort),
                        edge.resolve("/v1/callbacks/simulator"),
                        "secret",
                        null,
                        null);
                AutoCloseable views = Roles.views(
                        as("views"),
                        folder.resolve("state"),
                        new FolderStore(folder.resolve("files")),
                        "127.0.0.1",
                        viewsPort,
                        null,
                        null,
                        () -> {});
                AutoCloseable api = Roles.edge(
                        as("edge"),
                        folder.resolve("state"),
                        "127.0.0.1",
                        edgePort,
                        new KeyHash("keys-0123456789abcdef0123456789abcdef"),
                        OPERATOR,
                        "secret",
                        List.of(URI.create("http://127.0.0.1:" + viewsPort)),
                        List.of(),
                        new FolderStore(folder.resolve("files")),
                        null,
                        null,
                        () -> {});
                AutoCloseable exports = Roles.exports(
                        as("exports"),
                        folder.resolve("state"),
                        List.of(URI.create("http://127.0.0.1:" + viewsPort)),
                        List.of(),
                        new FolderStore(folder.resolve("files")),
                        ExportLimits.SHIPPED,
                        null,
                        null,
                        () -> {});
                HttpClient client = HttpClient.newHttpClient()) {
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> client.send(
                                            HttpRequest.newBuilder(edge.resolve("/health/ready"))
                                                    .build(),
                                            BodyHandlers.discarding())
                                    .statusCode()
                            == 200);
            post(client, edge, "/v1/merchants", """
                    {"id": "acme", "name": "Acme", "country": "DE", "timezone": "Europe/Berlin",
                     "currencies": ["EUR"], "tier": "business"}""");

            HttpResponse<String> paid = post(client, edge, "/v1/payments", """
                    {"order_no": "o-1", "amount": 1000, "currency": "EUR"}""");

            assertThat(paid.statusCode()).as(paid.body()).isEqualTo(201);
            assertThat(paid.body()).contains("\"status\":\"succeeded\"");
            // the views may be a moment behind, so it is asked again
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> exported(client, edge).contains("\"rows\":1,"));
        }
    }

    /** An export of the payments, once it is completed. */
    private static String exported(HttpClient client, URI edge) throws Exception {
        HttpResponse<String> asked = post(client, edge, "/v1/exports", "{\"kind\":\"payments\",\"format\":\"csv\"}");
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
        URI export = edge.resolve(asked.headers().firstValue("Location").orElseThrow());
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> client.send(
                                        HttpRequest.newBuilder(export)
                                                .header("Authorization", "Bearer " + OPERATOR)
                                                .build(),
                                        BodyHandlers.ofString())
                                .body(),
                        body -> body.contains("\"status\":\"completed\""));
    }

    private static HttpResponse<String> post(HttpClient client, URI edge, String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(edge.resolve(path))
                        .header("Authorization", "Bearer " + OPERATOR)
                        .header("Kassa-Merchant", "acme")
                        .header("Content-Type", "application/json")
                        .header("Prefer", "wait=30")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void theEdgeCannotWriteTheLedger() {
        assertThatThrownBy(() -> write("edge", "journal"))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void theConnectorsCannotWriteRepliesOrReadTheLedger() {
        assertThatThrownBy(() -> write("connectors", "replies")).hasCauseInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> read("connectors", "journal")).isInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void whoReplaysOnlyReads() {
        read("replay-check", "journal");
        assertThatThrownBy(() -> write("replay-check", "commands")).hasCauseInstanceOf(AuthorizationException.class);
    }

    private Map<String, Object> client(String process) {
        Map<String, Object> config = new HashMap<>(SecuredBroker.as(process));
        config.put("bootstrap.servers", broker.bootstrap());
        return config;
    }

    private void write(String process, String topic) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client(process), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, "acme".getBytes(UTF_8), new byte[] {1}))
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private void read(String process, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client(process), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            consumer.seekToBeginning(consumer.assignment());
            consumer.poll(Duration.ofSeconds(5));
        }
    }
}
