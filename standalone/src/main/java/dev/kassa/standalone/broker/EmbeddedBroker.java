package dev.kassa.standalone.broker;

import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
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
        BrokerFolder.format(folder, BrokerSettings.NODE_ID, Uuid.randomUuid().toString());
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
            BrokerFeatures.require(broker.bootstrapServers);
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
}
