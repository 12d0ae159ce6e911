package dev.kassa.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** No container engine runs where this is built: the form of {@code docker-compose.kafka.yml} is checked, no more. */
class ComposeFormTest {
    private static JsonNode compose = JsonMapper.shared().createObjectNode();

    @BeforeAll
    static void read() throws IOException {
        // This reader knows YAML's merge keys ("<<"), which Compose uses.
        Object tree = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(Path.of("..", "docker-compose.kafka.yml")));
        compose = JsonMapper.shared().valueToTree(tree);
    }

    @ParameterizedTest
    @CsvSource({
        "KAFKA_DEFAULT_REPLICATION_FACTOR, 3",
        "KAFKA_MIN_INSYNC_REPLICAS, 2",
        "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR, 3",
        "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR, 2",
        "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR, 3",
        "KAFKA_AUTO_CREATE_TOPICS_ENABLE, false",
    })
    void threeBrokersKeepEverythingThriceAndAcknowledgeItTwice(String setting, String value) {
        assertThat(brokers())
                .hasSize(3)
                .allSatisfy(broker -> assertThat(
                                broker.path("environment").path(setting).asString())
                        .isEqualTo(value));
    }

    @Test
    void eachBrokerHasAnIdentityAndAVolumeOfItsOwn() {
        Set<String> own = new TreeSet<>();
        for (JsonNode broker : brokers()) {
            own.add(broker.path("environment").path("KAFKA_NODE_ID").asString());
            own.add(broker.path("environment")
                    .path("KAFKA_ADVERTISED_LISTENERS")
                    .asString());
            own.add(broker.path("volumes").path(0).asString());
        }

        assertThat(own).hasSize(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"topics", "core", "velocity", "connectors", "simulator", "edge"})
    void everyApplicationIsAServiceThatTheCommandLineKnows(String role) {
        List<String> command =
                List.of(service(role).path("command").asString().strip().split("\\s+"));

        assertThat(command).startsWith("./kassa", "run", role);
        var arguments = command.subList(1, command.size()).toArray(String[]::new);
        assertThat(Kassa.commandLine().parseArgs(arguments).errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"core", "velocity", "connectors", "edge"})
    void anApplicationWaitsForItsTopicsAndSpeaksToTheRegistry(String role) {
        assertThat(service(role)
                        .path("depends_on")
                        .path("topics")
                        .path("condition")
                        .asString())
                .isEqualTo("service_completed_successfully");
        assertThat(service(role).path("command").asString()).contains("--registry http://registry:");
    }

    @Test
    void everyVolumeThatIsUsedIsDeclared() {
        Set<String> declared = new TreeSet<>(compose.path("volumes").propertyNames());
        for (JsonNode service : compose.path("services")) {
            for (JsonNode volume : service.path("volumes")) {
                String source = volume.asString().split(":", 2)[0];
                if (!source.startsWith("$")) {
                    assertThat(declared).contains(source);
                }
            }
        }
    }

    private static List<JsonNode> brokers() {
        List<JsonNode> brokers = new ArrayList<>();
        for (JsonNode service : compose.path("services")) {
            if (service.path("image").asString("").startsWith("apache/kafka")) {
                brokers.add(service);
            }
        }
        return brokers;
    }

    private static JsonNode service(String name) {
        JsonNode service = compose.path("services").path(name);
        assertThat(service.isMissingNode()).as("service %s", name).isFalse();
        return service;
    }
}
