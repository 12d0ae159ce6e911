package dev.kassa.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kassa.standalone.node.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleSettingsTest {
    @TempDir
    private Path folder = Path.of("");

    private RoleSettings read(String text, Map<Setting, String> options) {
        return read(Role.CORE, text, options);
    }

    private RoleSettings read(Role role, String text, Map<Setting, String> options) {
        try {
            Path file = Files.writeString(folder.resolve("kassa.properties"), text);
            return RoleSettings.read(role, file, options, Map.of("BROKERS", "kafka-1:9092,kafka-2:9092"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anOptionWinsOverTheFileAndTheFileOverTheDefault() {
        RoleSettings settings =
                read("topics.partitions = 12\nstandby.replicas = 2\n", Map.of(Setting.PARTITIONS, "24"));

        assertThat(settings.number(Setting.PARTITIONS)).isEqualTo(24);
        assertThat(settings.number(Setting.STANDBYS)).isEqualTo(2);
        assertThat(settings.number(Setting.THREADS)).isEqualTo(1);
    }

    @Test
    void aVariableOfTheEnvironmentIsPutIn() {
        RoleSettings settings = read("kafka.bootstrap.servers = ${env:BROKERS}\n", Map.of());

        assertThat(settings.text(Setting.KAFKA)).isEqualTo("kafka-1:9092,kafka-2:9092");
    }

    @Test
    void propertiesOfKafkaReachItsClientsOverThoseOfTheirOwnFile() throws IOException {
        Path own = Files.writeString(
                folder.resolve("clients.properties"), "security.protocol=SSL\nssl.protocol=TLSv1.3\n");

        RoleSettings settings = read("kafka.security.protocol = SASL_SSL\nkafka.config.file = " + own + "\n", Map.of());

        assertThat(settings.kafkaProperties())
                .containsExactlyInAnyOrderEntriesOf(Map.of("security.protocol", "SASL_SSL", "ssl.protocol", "TLSv1.3"));
    }

    @Test
    void oneFileServesRolesThatReadDifferentSettings() {
        String shared = "edge.port = 8443\nsimulator.port = 9095\nstate.dir = /state\n";

        assertThat(read(Role.SIMULATOR, shared, Map.of()).number(Setting.SIMULATOR_PORT))
                .isEqualTo(9095);
        assertThat(read(Role.CORE, shared, Map.of()).file(Setting.STATE)).isEqualTo(Path.of("/state"));
    }

    /** A line of a file, and words of the sentence that refuses it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            topic.partitions = 4              | the nearest is topics.partitions
            standby.replica = 1               | the nearest is standby.replicas
            kafka.bootstrap.server = a:1      | the nearest is kafka.bootstrap.servers
            kafka.securty.protocol = SSL      | the nearest is kafka.security.protocol
            what.a.pity = 1                   | docs/settings.md lists them
            kafka.isolation.level = x         | guarantees rest on it
            kafka.sasl.jaas.config = x        | is a secret
            kafka.ssl.key.password = x        | kafka.config.file
            topics.partitions = 0             | topics.partitions: expected 1 to 1000
            topics.partitions = four          | topics.partitions
            edge.port = 70000                 | edge.port: expected 0 to 65535
            registry.url = registry:8081      | registry.url: expected http or https URL
            kafka.bootstrap.servers = kafka   | expected host:port
            instance.id = a/b                 | instance.id: expected letters
            log.format = xml                  | log.format: expected text, json
            stop.hand.over = maybe            | stop.hand.over
            state.dir = ${env:NOWHERE}        | the environment has no NOWHERE
            state.dir = ${file:/etc/passwd:x} | only ${env:NAME} is understood
            """)
    void whatDoesNotFitIsRefusedByName(String line, String words) {
        assertThatThrownBy(() -> read(line, Map.of()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(words);
    }

    @Test
    void aRoleSaysWhatItCannotStartWithout() {
        assertThatThrownBy(() -> read(Role.EDGE, "", Map.of()))
                .isInstanceOf(StartException.class)
                .hasMessage(
                        "edge needs operator.key.file: give --operator-key-file, or a line in the file of --config.");
    }
}
