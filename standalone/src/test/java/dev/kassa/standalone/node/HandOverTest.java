package dev.kassa.standalone.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.core.RiskWatch;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topics;
import dev.kassa.standalone.broker.EmbeddedBroker;
import dev.kassa.standalone.registry.RegistryServer;
import dev.kassa.stream.Spread;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of an application, of which one goes: here two in one process, on one broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandOverTest {
    private static final int PARTITIONS = 4;
    private static final Spread ONE_OF_TWO = new Spread(1, 1, null, true);

    /** Below the session of 6 s, after which the other would have taken over anyway. */
    private static final Duration AT_ONCE = Duration.ofSeconds(4);

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path folder = Path.of("");

    private EmbeddedBroker broker;
    private RegistryServer registry;
    private Codecs codecs;

    @BeforeAll
    void start(@TempDir Path temporary) {
        broker = EmbeddedBroker.start(temporary.resolve("kafka"));
        CatalogueTopics.create(broker.bootstrapServers(), PARTITIONS, (short) 1);
        registry = new RegistryServer(broker.bootstrapServers(), 0, (short) 1, Map.of());
        registry.start();
        codecs = new Codecs(registry.registry());
    }

    @AfterAll
    void stop() {
        registry.close();
        broker.close();
    }

    private Surroundings instance(String name) {
        return new Surroundings(broker.bootstrapServers(), codecs, PARTITIONS, (short) 1, name, ONE_OF_TWO, Map.of());
    }

    private StreamsApplication core(String name) {
        return Applications.core(instance(name), folder.resolve("state-" + name), RiskWatch.NOBODY, () -> {});
    }

    /** The partitions of commands that it works on. */
    private static Set<Integer> owned(StreamsApplication core) {
        return core.streams().metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .flatMap(task -> task.topicPartitions().stream())
                .filter(partition -> partition.topic().equals(Topics.COMMANDS.name()))
                .map(partition -> partition.partition())
                .collect(Collectors.toSet());
    }

    @Test
    void oneThatIsStoppedGivesItsPartitionsToTheOtherAtOnce() {
        try (StreamsApplication first = core("1");
                StreamsApplication second = core("2")) {
            await().atMost(LONG)
                    .until(() -> first.ready()
                            && second.ready()
                            && owned(first).size() == 2
                            && owned(second).size() == 2);

            first.close();

            await().atMost(AT_ONCE).until(() -> second.ready() && owned(second).size() == PARTITIONS);
        }
    }

    private static List<String> members(Admin admin, String group) throws Exception {
        return Objects.requireNonNull(
                        admin.describeConsumerGroups(List.of(group)).all().get().get(group))
                .members()
                .stream()
                .map(member -> member.groupInstanceId().orElse("none"))
                .toList();
    }

    @Test
    void connectorsOfTwoProcessesAreTwoMembersOfTheirGroup() throws Exception {
        URI nowhere = URI.create("http://127.0.0.1:9");
        try (AutoCloseable first = Roles.connectors(instance("a"), nowhere, nowhere, nowhere, "secret", null, null);
                AutoCloseable second =
                        Roles.connectors(instance("b"), nowhere, nowhere, nowhere, "secret", null, null);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(members(admin, "connectors"))
                            .containsExactlyInAnyOrder("connectors-a", "connectors-b"));
        }
    }
}
