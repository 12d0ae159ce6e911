package dev.kassa.bench.run;

import dev.kassa.archive.ArchiveFiles;
import dev.kassa.channel.Channel;
import dev.kassa.channel.inprocess.InProcessChannel;
import dev.kassa.channel.runner.ConnectorRunner;
import dev.kassa.channel.runner.ConnectorSettings;
import dev.kassa.core.CoreSettings;
import dev.kassa.core.RiskCounts;
import dev.kassa.filestore.FolderStore;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import dev.kassa.settlement.window.SettlementTally;
import dev.kassa.standalone.broker.EmbeddedBroker;
import dev.kassa.standalone.node.Applications;
import dev.kassa.standalone.node.StreamsApplication;
import dev.kassa.standalone.node.Surroundings;
import dev.kassa.standalone.registry.RegistryServer;
import dev.kassa.trend.Slice;
import dev.kassa.trend.TrendProgress;
import dev.kassa.view.ViewProgress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Everything but the edge in this process, with a channel that answers at once: the broker, the registry, core, views and
 * connector, set as {@code ./kassa up} sets them and laid out in the same folders, so that a node can take over.
 */
final class House implements AutoCloseable {
    static final int PARTITIONS = CoreSettings.EMBEDDED.partitions();

    /** Without them is measured what they cost. */
    private static final boolean TRENDS = !Boolean.getBoolean("bench.without.trends");

    private static final Duration READY_MAX = Duration.ofSeconds(60);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final String bootstrapServers;
    private final Codecs codecs;
    private final ConnectorRunner connectors;
    private final StreamsApplication core;

    House(Path folder, ConnectorSettings.Kind intake) throws Exception {
        EmbeddedBroker broker = started(EmbeddedBroker.start(folder.resolve("kafka")));
        bootstrapServers = broker.bootstrapServers();
        try {
            createTopics();
            RegistryServer registry = started(new RegistryServer(bootstrapServers, 0, (short) 1, Map.of()));
            registry.start();
            codecs = new Codecs(registry.registry());
            Path state = folder.resolve("state");
            Surroundings surroundings =
                    new Surroundings(bootstrapServers, codecs, PARTITIONS, (short) 1, "1", Map.of());
            core = started(Applications.core(surroundings, state, new RiskCounts(), House::died));
            StreamsApplication views = started(Applications.views(
                    surroundings,
                    state,
                    1,
                    new ArchiveFiles(new FolderStore(folder.resolve("files"))),
                    new ViewProgress(),
                    null,
                    House::died));
            StreamsApplication velocity = started(Applications.velocity(surroundings, state, House::died));
            StreamsApplication settlement =
                    started(Applications.settlement(surroundings, state, new SettlementTally(), House::died));
            if (TRENDS) {
                awaitRunning(started(Applications.trend(
                        surroundings, state, 1, Slice.SHIPPED, new TrendProgress(), null, House::died)));
            }
            List<Channel> channels = List.of(new InProcessChannel());
            connectors = started(
                    new ConnectorRunner(bootstrapServers, codecs, channels, ConnectorSettings.of(intake), Map.of()));
            connectors.start();
            awaitRunning(core);
            awaitRunning(views);
            awaitRunning(velocity);
            awaitRunning(settlement);
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    Codecs codecs() {
        return codecs;
    }

    /** How far each topic and the connector have come, for the message of a run that stands still. */
    String progress() throws ExecutionException, InterruptedException {
        Map<String, Long> ends = new TreeMap<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            for (Topic<?> topic : Topics.all()) {
                Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
                for (int partition = 0; partition < topic.partitions(PARTITIONS); partition++) {
                    asked.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
                }
                long end = admin.listOffsets(asked).all().get().values().stream()
                        .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
                        .sum();
                ends.put(topic.name(), end);
            }
        }
        return "ends of topics " + ends + ", core " + (core.ready() ? "ready" : "not ready") + ", connector "
                + connectors.metrics();
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("a part of the bench's house does not close", e);
            }
        }
    }

    private <T extends AutoCloseable> T started(T part) {
        parts.push(part);
        return part;
    }

    private static void died() {
        throw new IllegalStateException("an application of the bench's house has given up");
    }

    private void createTopics() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(Topics.toCreate(PARTITIONS, (short) 1)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static void awaitRunning(StreamsApplication application) {
        long giveUpAt = System.nanoTime() + READY_MAX.toNanos();
        while (!application.ready()) {
            if (System.nanoTime() > giveUpAt) {
                throw new IllegalStateException("an application of the bench's house is not ready");
            }
            LockSupport.parkNanos(10_000_000);
        }
    }
}
