package dev.kassa.standalone.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.standalone.broker.FreePorts;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real broker of this process that knows its clients by name and password, and lets them do only what they are allowed
 * to. The password of each is its name.
 */
final class SecuredBroker implements AutoCloseable {
    static final String ADMIN = "admin";

    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required";

    private final KafkaRaftServer server;
    private final String bootstrap;

    SecuredBroker(Path folder, List<String> names) throws Exception {
        int clients = FreePorts.any();
        int controller = FreePorts.any();
        this.bootstrap = "127.0.0.1:" + clients;
        format(folder);
        server = new KafkaRaftServer(new KafkaConfig(settings(folder, clients, controller, names), false), Time.SYSTEM);
        server.startup();
    }

    String bootstrap() {
        return bootstrap;
    }

    /** What a client of this name lays over its configuration. */
    static Map<String, String> as(String name) {
        return Map.of(
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "PLAIN",
                "sasl.jaas.config", LOGIN + " username=\"" + name + "\" password=\"" + name + "\";");
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path folder) throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setDirectories(List.of(folder.toString()))
                .setMetadataLogDirectory(folder.toString())
                .setControllerListenerName("CONTROLLER")
                .setSupportedFeatures(List.of(Feature.PRODUCTION_FEATURES.toArray(new Feature[0])))
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setFeatureLevel("transaction.version", (short) 2)
                .run();
    }

    private static Map<String, String> settings(Path folder, int clients, int controller, List<String> names) {
        StringBuilder users = new StringBuilder(LOGIN + " username=\"admin\" password=\"admin\" user_admin=\"admin\"");
        names.forEach(name ->
                users.append(" user_").append(name).append("=\"").append(name).append('"'));
        Map<String, String> settings = new TreeMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("listeners", "CLIENTS://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(clients, controller));
        settings.put("advertised.listeners", "CLIENTS://127.0.0.1:" + clients);
        settings.put("inter.broker.listener.name", "CLIENTS");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        settings.put("listener.security.protocol.map", "CLIENTS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("sasl.enabled.mechanisms", "PLAIN");
        settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        settings.put("listener.name.clients.plain.sasl.jaas.config", users + ";");
        settings.put("authorizer.class.name", StandardAuthorizer.class.getName());
        settings.put("allow.everyone.if.no.acl.found", "false");
        // The broker speaks to its own controller without a name; that listener is nobody else's.
        settings.put("super.users", "User:admin;User:ANONYMOUS");
        settings.put("log.dirs", folder.toString());
        for (String topic : List.of("offsets.topic", "transaction.state.log")) {
            settings.put(topic + ".replication.factor", "1");
            settings.put(topic + ".num.partitions", "2");
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", "1000");
        settings.put("auto.create.topics.enable", "false");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
        return settings;
    }
}
