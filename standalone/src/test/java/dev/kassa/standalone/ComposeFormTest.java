package dev.kassa.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.standalone.settings.Role;
import dev.kassa.standalone.settings.RoleSettings;
import dev.kassa.standalone.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
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
            own.add(broker.path("environment").path("KAFKA_BROKER_RACK").asString());
            own.add(broker.path("volumes").path(0).asString());
        }

        assertThat(own).hasSize(12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topics",
                "core-1",
                "core-2",
                "velocity-1",
                "velocity-2",
                "settlement-1",
                "settlement-2",
                "connectors",
                "simulator",
                "views-1",
                "views-2",
                "trend-1",
                "trend-2",
                "exports",
                "edge-1",
                "edge-2"
            })
    void everyApplicationIsAServiceWhoseSettingsAreTaken(String name) {
        Role role = role(name);

        RoleSettings settings = settings(name);

        assertThat(settings.number(Setting.REPLICATION_FACTOR)).isEqualTo(3);
        assertThat(settings.text(Setting.REGISTRY)).startsWith("http://registry:");
        var arguments = command(name).subList(1, command(name).size()).toArray(String[]::new);
        assertThat(arguments).startsWith("run", role.word(), "--config");
        assertThat(Kassa.commandLine().parseArgs(arguments).errors()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void noRoleIsLeftOut(Role role) {
        assertThat(compose.path("services").propertyNames()).anyMatch(name -> name.matches(role.word() + "(-[0-9])?"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"core", "velocity", "views", "settlement", "trend"})
    void twoOfAnApplicationHaveNamesRacksAndFoldersOfTheirOwnAndKeepCopiesOfEachOthersState(String role) {
        RoleSettings first = settings(role + "-1");
        RoleSettings second = settings(role + "-2");

        assertThat(first.text(Setting.INSTANCE)).isNotEqualTo(second.text(Setting.INSTANCE));
        assertThat(first.text(Setting.RACK)).isNotEqualTo(second.text(Setting.RACK));
        assertThat(stateVolume(role + "-1")).isNotEqualTo(stateVolume(role + "-2"));
        assertThat(first.number(Setting.STANDBYS)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "core-1",
                "core-2",
                "velocity-1",
                "velocity-2",
                "settlement-1",
                "settlement-2",
                "connectors",
                "views-1",
                "views-2",
                "trend-1",
                "trend-2",
                "exports",
                "edge-1",
                "edge-2"
            })
    void anApplicationWaitsForItsTopics(String name) {
        assertThat(service(name)
                        .path("depends_on")
                        .path("topics")
                        .path("condition")
                        .asString())
                .isEqualTo("service_completed_successfully");
    }

    @Test
    void edgesAskEveryInstanceOfTheViewsByTheNameThatItListensOn() {
        List<String> asked = settings("edge-1").urls(Setting.VIEWS_URLS).stream()
                .map(url -> url.getHost() + ":" + url.getPort())
                .toList();

        assertThat(asked)
                .containsExactly(
                        settings("views-1").text(Setting.VIEWS_HOST) + ":9090",
                        settings("views-2").text(Setting.VIEWS_HOST) + ":9090");
    }

    @Test
    void edgesAskEveryInstanceOfTheTrendsByTheNameThatItListensOn() {
        List<String> asked = settings("edge-1").urls(Setting.TREND_URLS).stream()
                .map(url -> url.getHost() + ":" + url.getPort())
                .toList();

        assertThat(asked)
                .containsExactly(
                        settings("trend-1").text(Setting.TREND_HOST) + ":9098",
                        settings("trend-2").text(Setting.TREND_HOST) + ":9098");
    }

    @Test
    void edgesAndExportsShareTheirFilesAndAskTheSameViewsAndTrends() {
        for (String name : List.of("edge-1", "edge-2", "exports")) {
            assertThat(settings(name).urls(Setting.VIEWS_URLS))
                    .isEqualTo(settings("edge-1").urls(Setting.VIEWS_URLS));
            assertThat(settings(name).urls(Setting.TREND_URLS))
                    .isEqualTo(settings("edge-1").urls(Setting.TREND_URLS));
            assertThat(service(name).path("volumes").valueStream().map(JsonNode::asString))
                    .contains("files:" + settings(name).text(Setting.FILES));
        }
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

    private static Role role(String service) {
        return Role.valueOf(service.replaceFirst("-[0-9]$", "").toUpperCase(Locale.ROOT));
    }

    private static List<String> command(String service) {
        return List.of(service(service).path("command").asString().strip().split("\\s+"));
    }

    /** The file that its command names, with the variables of its environment. */
    private static RoleSettings settings(String service) {
        Map<String, String> environment = new TreeMap<>();
        service(service)
                .path("environment")
                .propertyStream()
                .forEach(variable ->
                        environment.put(variable.getKey(), variable.getValue().asString()));
        Path file = Path.of("..", command(service).getLast());
        return RoleSettings.read(role(service), file, Map.of(), environment);
    }

    private static String stateVolume(String service) {
        for (JsonNode volume : service(service).path("volumes")) {
            if (volume.asString().endsWith(":/state")) {
                return volume.asString();
            }
        }
        throw new AssertionError(service + " keeps no state");
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
