package dev.kassa.standalone.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The settings of the embedded broker, each group with its reason. What is not named keeps Kafka's default. */
final class BrokerSettings {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final String HOST = "127.0.0.1";

    private BrokerSettings() {}

    static Map<String, String> of(Path logFolder, int port, int controllerPort) {
        Map<String, String> settings = new TreeMap<>();
        settings.putAll(addresses(logFolder, port, controllerPort));
        settings.putAll(oneNode());
        settings.putAll(transactions());
        settings.putAll(groups());
        settings.putAll(storage());
        return settings;
    }

    /**
     * One of several brokers: everything on three of them, a write acknowledged by two.
     *
     * @param member which one, and where its fellows are
     */
    static Map<String, String> of(Path logFolder, ClusterMember member) {
        Map<String, String> settings = new TreeMap<>();
        settings.putAll(addresses(logFolder, member.port(), member.controllerPort()));
        settings.put("node.id", Integer.toString(member.nodeId()));
        settings.put("controller.quorum.voters", member.voters(HOST));
        settings.put("broker.rack", "rack-" + member.nodeId());
        settings.putAll(oneNode());
        settings.putAll(severalNodes());
        settings.putAll(transactions());
        settings.putAll(groups());
        settings.putAll(storage());
        return settings;
    }

    /** The controller without its broker. */
    static Map<String, String> controllerAlone(Path logFolder, int controllerPort) {
        return Map.of(
                "process.roles", "controller",
                "node.id", Integer.toString(NODE_ID),
                "listeners", "%s://%s:%d".formatted(CONTROLLER_LISTENER, HOST, controllerPort),
                "controller.listener.names", CONTROLLER_LISTENER,
                "controller.quorum.voters", "%d@%s:%d".formatted(NODE_ID, HOST, controllerPort),
                "listener.security.protocol.map", "%s:PLAINTEXT".formatted(CONTROLLER_LISTENER),
                "log.dirs", logFolder.toString());
    }

    private static Map<String, String> addresses(Path logFolder, int port, int controllerPort) {
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE_ID),
                "listeners",
                "PLAINTEXT://%s:%d,%s://%s:%d".formatted(HOST, port, CONTROLLER_LISTENER, HOST, controllerPort),
                "advertised.listeners",
                "PLAINTEXT://%s:%d".formatted(HOST, port),
                "controller.listener.names",
                CONTROLLER_LISTENER,
                // Static voters: the controller's port may be another one at each start.
                "controller.quorum.voters",
                "%d@%s:%d".formatted(NODE_ID, HOST, controllerPort),
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,%s:PLAINTEXT".formatted(CONTROLLER_LISTENER),
                "log.dirs",
                logFolder.toString());
    }

    /** One node, few partitions, few threads, and nobody to take over. */
    private static Map<String, String> oneNode() {
        Map<String, String> settings = new TreeMap<>();
        for (String topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            settings.put(topic + ".replication.factor", "1");
            settings.put(topic + ".num.partitions", "4");
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("auto.create.topics.enable", "false");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        settings.put("group.coordinator.threads", "1");
        settings.put("share.coordinator.threads", "1");
        settings.put("broker.heartbeat.interval.ms", "500");
        // A broker that is fenced because the machine stood still a while would lose the markers of its transactions
        // (KAFKA-20734), and there is nobody to take over: it is never given up. CrashedBroker sees to one that was
        // killed.
        settings.put("broker.session.timeout.ms", Integer.toString(24 * 60 * 60 * 1000));
        return settings;
    }

    /** Three keep all, two must have it, and one that was killed is given up within 6 s, so that others lead and write on. */
    private static Map<String, String> severalNodes() {
        Map<String, String> settings = new TreeMap<>();
        for (String topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            settings.put(topic + ".replication.factor", "3");
        }
        settings.put("transaction.state.log.min.isr", "2");
        settings.put("share.coordinator.state.topic.min.isr", "2");
        settings.put("default.replication.factor", "3");
        settings.put("min.insync.replicas", "2");
        settings.put("broker.session.timeout.ms", "6000");
        return settings;
    }

    /** Nothing of a finished transaction may hold the next one back, and a dead producer's transaction ends soon. */
    private static Map<String, String> transactions() {
        return Map.of(
                "add.partitions.to.txn.retry.backoff.ms", "1",
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000",
                "transaction.max.timeout.ms", "900000");
    }

    /** A member that was killed gives its partitions up within 6 s; offsets outlive any time that Kassa is switched off. */
    private static Map<String, String> groups() {
        return Map.ofEntries(
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("group.min.session.timeout.ms", "1000"),
                Map.entry("offsets.retention.minutes", Integer.toString(10 * 365 * 24 * 60)),
                Map.entry("group.consumer.min.session.timeout.ms", "3000"),
                Map.entry("group.consumer.session.timeout.ms", "6000"),
                Map.entry("group.consumer.min.heartbeat.interval.ms", "1000"),
                Map.entry("group.consumer.heartbeat.interval.ms", "1500"),
                Map.entry("group.share.min.session.timeout.ms", "3000"),
                Map.entry("group.share.session.timeout.ms", "6000"),
                Map.entry("group.share.min.heartbeat.interval.ms", "1000"),
                Map.entry("group.share.heartbeat.interval.ms", "1500"),
                Map.entry("group.share.min.record.lock.duration.ms", "1000"),
                Map.entry("group.share.record.lock.duration.ms", "10000"),
                Map.entry("group.share.delivery.count.limit", "10"));
    }

    /** After kill -9 the unflushed segments are read again: small ones bound that time, and the memory of the rest. */
    private static Map<String, String> storage() {
        return Map.of(
                "log.segment.bytes", Integer.toString(64 << 20),
                "log.index.size.max.bytes", Integer.toString(1 << 20),
                "log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20),
                "log.cleaner.io.buffer.size", Integer.toString(256 << 10),
                // Compaction can wait for a quieter hour; payments cannot.
                "log.cleaner.io.max.bytes.per.second", Integer.toString(12 << 20),
                "log.retention.check.interval.ms", "300000",
                "num.recovery.threads.per.data.dir", "2",
                "transaction.state.log.segment.bytes", Integer.toString(16 << 20),
                "offsets.topic.segment.bytes", Integer.toString(16 << 20),
                "share.coordinator.state.topic.segment.bytes", Integer.toString(16 << 20));
    }
}
