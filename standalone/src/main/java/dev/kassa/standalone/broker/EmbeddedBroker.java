package dev.kassa.standalone.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker and its controller in this process, listening on 127.0.0.1 only, keeping its data in one folder.
 *
 * <p>The folder is formatted at the first start and used as it is at every later one, also after kill -9. It must not be
 * used by two brokers at once; whoever owns the data folder holds the lock. {@link #close} is idempotent and thread-safe.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final short TRANSACTION_VERSION = 2;
    private static final long READY_SECONDS_MAX = 30;

    private final KafkaRaftServer server;
    private final String bootstrapServers;
    private boolean closed;

    private EmbeddedBroker(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /** Starts on free ports: for tests. */
    public static EmbeddedBroker start(Path folder) {
        return start(folder, 0, 0);
    }

    /**
     * Starts a broker and returns when it answers.
     *
     * @param folder where its data is kept; made if it is not there
     * @param preferredPort the port for clients; any free one where it is taken, or where this is 0
     * @param preferredControllerPort likewise, for the controller
     * @throws IllegalStateException where the broker does not start, or not with the features that Kassa relies on
     */
    public static EmbeddedBroker start(Path folder, int preferredPort, int preferredControllerPort) {
        formatOnce(folder);
        if (CrashedBroker.leftBehindIn(folder)) {
            CrashedBroker.takeLeave(folder.toAbsolutePath());
        }
        int port = FreePorts.preferring(preferredPort);
        int controllerPort = FreePorts.preferring(preferredControllerPort);
        try {
            return start(folder, port, controllerPort, Time.SYSTEM);
        } catch (RuntimeException e) {
            if (FreePorts.isFree(port) && FreePorts.isFree(controllerPort)) {
                throw e;
            }
            LOG.warn("another program was quicker to take port {} or {}: trying others", port, controllerPort, e);
            return start(folder, FreePorts.any(), FreePorts.any(), Time.SYSTEM);
        }
    }

    private static EmbeddedBroker start(Path folder, int port, int controllerPort, Time time) {
        Map<String, String> settings = BrokerSettings.of(folder.toAbsolutePath(), port, controllerPort);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), time);
        EmbeddedBroker broker = new EmbeddedBroker(server, "127.0.0.1:" + port);
        try {
            BrokerHalt.asFailure(server::startup);
            broker.requireFeatures();
            return broker;
        } catch (RuntimeException e) {
            broker.shutDown();
            throw e;
        }
    }

    /** Where clients connect: {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Stops once the transactions that were decided are marked everywhere, and leaves a mark that it was stopped. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            OpenTransactions.awaitEnded(bootstrapServers);
            shutDown();
        }
    }

    private void shutDown() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void formatOnce(Path folder) {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        try {
            Files.createDirectories(folder);
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(BrokerSettings.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setDirectories(List.of(folder.toAbsolutePath().toString()))
                    .setMetadataLogDirectory(folder.toAbsolutePath().toString())
                    .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                    .setSupportedFeatures(List.of(Feature.PRODUCTION_FEATURES.toArray(new Feature[0])))
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setFeatureLevel("transaction.version", TRANSACTION_VERSION)
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the broker's folder " + folder, e);
        } catch (Exception e) {
            throw new IllegalStateException("cannot format the broker's folder " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Exactly-once rests on transactions of version 2, connectors on share groups: without them nothing may start. */
    private void requireFeatures() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Map<String, FinalizedVersionRange> features = admin.describeFeatures()
                    .featureMetadata()
                    .get(READY_SECONDS_MAX, TimeUnit.SECONDS)
                    .finalizedFeatures();
            requireLevel(features, "transaction.version", TRANSACTION_VERSION);
            requireLevel(features, "share.version", (short) 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the broker started", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the embedded broker does not answer: " + e.getMessage(), e);
        }
    }

    private static void requireLevel(Map<String, FinalizedVersionRange> features, String name, short level) {
        FinalizedVersionRange range = features.get(name);
        if (range == null || range.maxVersionLevel() < level) {
            throw new IllegalStateException("Expected the broker to have %s %d, but it has %s"
                    .formatted(name, level, range == null ? "none" : range.maxVersionLevel()));
        }
    }
}
