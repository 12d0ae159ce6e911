package dev.kassa.standalone.broker;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.message.BrokerHeartbeatRequestData;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.controller.Controller;
import org.apache.kafka.controller.ControllerRequestContext;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.loader.LoaderManifest;
import org.apache.kafka.image.publisher.MetadataPublisher;
import org.apache.kafka.metadata.BrokerRegistration;
import org.apache.kafka.server.ServerSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the leave of a broker that was killed: brings the cluster's metadata to where a clean stop would have left it,
 * the broker signed off and its partitions without a leader.
 *
 * <p>Else its successor starts as the leader of everything by the metadata of its predecessor, loses that when it
 * registers, and regains it; and whatever transaction it ends meanwhile loses its markers, as Kafka 4.3.1 takes a partition
 * without a leader for a deleted one (KAFKA-20734). Such a transaction never ends, and readers of committed records stand
 * still before it for ever.
 */
final class CrashedBroker {
    private static final Logger LOG = LoggerFactory.getLogger(CrashedBroker.class);
    private static final String CLEAN_STOP_MARK = ".kafka_cleanshutdown";
    private static final String METADATA_LOG = "__cluster_metadata-0";
    private static final Duration LEAVE_MAX = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);

    private CrashedBroker() {}

    /** Whether the folder was left by a broker that was not stopped. */
    static boolean leftBehindIn(Path folder) {
        return Files.exists(folder.resolve(METADATA_LOG)) && !Files.exists(folder.resolve(CLEAN_STOP_MARK));
    }

    /** Runs the controller alone until it has let the broker go. */
    static void takeLeave(Path folder) {
        int port = FreePorts.any();
        KafkaConfig config = new KafkaConfig(BrokerSettings.controllerAlone(folder, port), false);
        var folders = KafkaRaftServer.initializeLogDirs(config, LOG, "");
        SharedServer shared = new SharedServer(
                config,
                folders._1(),
                Time.SYSTEM,
                new Metrics(),
                CompletableFuture.completedFuture(
                        Map.of(BrokerSettings.NODE_ID, new InetSocketAddress(InetAddress.getLoopbackAddress(), port))),
                List.of(),
                new StandardFaultHandlerFactory(),
                ServerSocketFactory.INSTANCE);
        ControllerServer server = new ControllerServer(shared, KafkaRaftServer.configSchema(), folders._2());
        try {
            server.startup();
            Watch watch = new Watch();
            shared.loader().installPublishers(List.of(watch));
            awaitLeave(server.controller(), watch);
        } finally {
            server.shutdown();
        }
    }

    private static void awaitLeave(Controller controller, Watch watch) {
        long giveUpAt = System.nanoTime() + LEAVE_MAX.toNanos();
        while (!hasLeft(controller, watch.image.get())) {
            if (System.nanoTime() > giveUpAt) {
                throw new IllegalStateException("the controller does not let go of the broker that was killed");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** Says, in the place of the broker, that it wants to stop; it has left when the controller says that it may. */
    private static boolean hasLeft(Controller controller, @Nullable MetadataImage image) {
        if (image == null) {
            return false;
        }
        BrokerRegistration broker = image.cluster().broker(BrokerSettings.NODE_ID);
        if (broker == null || (broker.fenced() && broker.inControlledShutdown())) {
            return true;
        }
        return asksToLeave(controller, broker.epoch(), image.offset());
    }

    /** Whether the controller lets the broker go; not as long as it is not active itself. */
    static boolean asksToLeave(Controller controller, long brokerEpoch, long metadataOffset) {
        BrokerHeartbeatRequestData leave = new BrokerHeartbeatRequestData()
                .setBrokerId(BrokerSettings.NODE_ID)
                .setBrokerEpoch(brokerEpoch)
                .setCurrentMetadataOffset(metadataOffset)
                .setWantShutDown(true);
        ControllerRequestContext context =
                new ControllerRequestContext(new RequestHeaderData(), KafkaPrincipal.ANONYMOUS, OptionalLong.empty());
        try {
            return controller
                    .processBrokerHeartbeat(context, leave)
                    .get(LEAVE_MAX.toSeconds(), TimeUnit.SECONDS)
                    .shouldShutDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a killed broker's leave was taken", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the controller does not answer", e);
        } catch (ApiException e) {
            // A controller that is not active yet says so at once, not in its answer.
            return notYet(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ApiException answer) {
                return notYet(answer);
            }
            throw new IllegalStateException("the controller failed: " + e.getMessage(), e);
        }
    }

    private static boolean notYet(ApiException e) {
        LOG.debug("the controller is not active yet", e);
        return false;
    }

    /** Keeps the newest metadata. */
    private static final class Watch implements MetadataPublisher {
        private final AtomicReference<@Nullable MetadataImage> image = new AtomicReference<>();

        @Override
        public String name() {
            return "KilledBrokerWatch";
        }

        @Override
        public void onMetadataUpdate(MetadataDelta delta, MetadataImage newImage, LoaderManifest manifest) {
            image.set(newImage);
        }
    }
}
