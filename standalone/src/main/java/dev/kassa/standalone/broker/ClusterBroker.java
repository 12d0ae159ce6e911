package dev.kassa.standalone.broker;

import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * One of three brokers on this machine, in this process: what the clustered way is tried and measured on. Its fellows are
 * needed: alone it answers nobody. A broker that was killed needs no leave taken here, as others lead meanwhile.
 * {@link #close} is idempotent and thread-safe.
 */
public final class ClusterBroker implements AutoCloseable {
    /** Any, and the same for all. */
    private static final String CLUSTER_ID = "a2Fzc2EtY2x1c3Rlci0wMQ";

    private final KafkaRaftServer server;
    private boolean closed;

    private ClusterBroker(KafkaRaftServer server) {
        this.server = server;
    }

    /**
     * Starts it and returns when the cluster answers.
     *
     * @param folder of this broker alone; made and formatted where that was not done before
     * @throws IllegalStateException where it does not start, or not with the features that Kassa relies on
     */
    public static ClusterBroker start(Path folder, ClusterMember member) {
        Path data = folder.toAbsolutePath();
        BrokerFolder.format(data, member.nodeId(), CLUSTER_ID);
        KafkaRaftServer server =
                new KafkaRaftServer(new KafkaConfig(BrokerSettings.of(data, member), false), Time.SYSTEM);
        ClusterBroker broker = new ClusterBroker(server);
        try {
            BrokerHalt.asFailure(server::startup);
            BrokerFeatures.require("127.0.0.1:" + member.port());
            return broker;
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            server.shutdown();
            server.awaitShutdown();
        }
    }
}
