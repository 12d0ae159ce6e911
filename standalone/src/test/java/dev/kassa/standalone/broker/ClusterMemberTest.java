package dev.kassa.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That three such brokers work together is seen where they are processes: {@code bench/cluster}, {@code chaos --cluster}. */
class ClusterMemberTest {
    private static final ClusterMember SECOND = new ClusterMember(2, 9092, List.of(1, 2, 3));

    @Test
    void isOneOfItsCluster() {
        assertThatThrownBy(() -> new ClusterMember(4, 9092, List.of(1, 2, 3))).hasMessage("a node id is 1 to 3: 4");
    }

    @Test
    void keepsEverythingThriceAcknowledgesItTwiceAndKnowsItsFellows() {
        assertThat(BrokerSettings.of(Path.of("data"), SECOND))
                .containsEntry("node.id", "2")
                .containsEntry("controller.quorum.voters", "1@127.0.0.1:1,2@127.0.0.1:2,3@127.0.0.1:3")
                .containsEntry("listeners", "PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:2")
                .containsEntry("min.insync.replicas", "2")
                .containsEntry("transaction.state.log.replication.factor", "3")
                .containsEntry("transaction.state.log.min.isr", "2")
                .containsEntry("offsets.topic.replication.factor", "3")
                .containsEntry("share.coordinator.state.topic.replication.factor", "3");
    }

    @Test
    void differsFromTheEmbeddedBrokerOnlyInWhatSeveralNeed() {
        var embedded = BrokerSettings.of(Path.of("data"), 9092, 2).entrySet();

        assertThat(BrokerSettings.of(Path.of("data"), SECOND).entrySet().stream()
                        .filter(setting -> !embedded.contains(setting))
                        .map(setting -> setting.getKey()))
                .containsExactlyInAnyOrder(
                        "node.id",
                        "controller.quorum.voters",
                        "broker.rack",
                        "offsets.topic.replication.factor",
                        "transaction.state.log.replication.factor",
                        "transaction.state.log.min.isr",
                        "share.coordinator.state.topic.replication.factor",
                        "share.coordinator.state.topic.min.isr",
                        "default.replication.factor",
                        "min.insync.replicas",
                        "broker.session.timeout.ms");
    }
}
