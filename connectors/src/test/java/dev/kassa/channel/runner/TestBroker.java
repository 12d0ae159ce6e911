package dev.kassa.channel.runner;

import dev.kassa.schema.Topic;
import dev.kassa.schema.TopicLeaders;
import dev.kassa.schema.Topics;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/** A real broker of this process with the catalogue's topics, 4 partitions each, on free ports of the loopback interface. */
final class TestBroker implements AutoCloseable {
    static final int PARTITIONS = 4;

    private final KafkaRaftServer server;
    private final String bootstrap;

    TestBroker(Path folder) throws Exception {
        int clients = freePort();
        int controller = freePort();
        this.bootstrap = "127.0.0.1:" + clients;
        format(folder);
        server = new KafkaRaftServer(new KafkaConfig(settings(folder, clients, controller), false), Time.SYSTEM);
        server.startup();
        try (Admin admin = admin()) {
            admin.createTopics(Topics.toCreate(PARTITIONS, (short) 1)).all().get(30, TimeUnit.SECONDS);
            TopicLeaders.await(admin, Topics.all().stream().map(Topic::name).toList());
        }
    }

    String bootstrap() {
        return bootstrap;
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrap));
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path folder) throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
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

    private static Map<String, String> settings(Path folder, int clients, int controller) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("listeners", "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(clients, controller));
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + clients);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", folder.toString());
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            settings.put(topic + ".replication.factor", "1");
            settings.put(topic + ".num.partitions", "4");
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", "1000");
        settings.put("group.share.min.session.timeout.ms", "3000");
        settings.put("group.share.session.timeout.ms", "6000");
        settings.put("group.share.min.heartbeat.interval.ms", "1000");
        settings.put("group.share.heartbeat.interval.ms", "1500");
        settings.put("group.share.min.record.lock.duration.ms", "1000");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
        return settings;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
