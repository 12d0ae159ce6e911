package dev.kassa.standalone.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.bank.simulator.BankServer;
import dev.kassa.channel.simulator.SimulatorServer;
import dev.kassa.channel.simulator.SimulatorTls;
import dev.kassa.core.CoreSettings;
import dev.kassa.core.RiskCounts;
import dev.kassa.edge.EdgeSettings;
import dev.kassa.edge.EdgeTls;
import dev.kassa.export.ExportLimits;
import dev.kassa.port.FileStore;
import dev.kassa.schema.Codecs;
import dev.kassa.settlement.window.SettlementTally;
import dev.kassa.settlement.window.SettlementTopology;
import dev.kassa.standalone.broker.EmbeddedBroker;
import dev.kassa.standalone.broker.FreePorts;
import dev.kassa.standalone.node.RunningParts.Rank;
import dev.kassa.standalone.registry.RegistryServer;
import dev.kassa.velocity.VelocityTopology;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Starts the parts of one node, at the same time where none needs the other. Used once. */
final class NodeStart {
    private static final String LOOPBACK = "127.0.0.1";
    private static final short REPLICATION_FACTOR = 1;
    private static final int PARTITIONS = CoreSettings.EMBEDDED.partitions();
    private static final Duration READY_MAX = Duration.ofSeconds(90);
    private static final Duration READY_POLL = Duration.ofMillis(20);

    private final DataFolder folder;
    private final NodeSettings settings;
    private final RunningParts parts;
    private final Runnable onDeath;
    private final URI edgeUrl;
    private final Map<String, String> endpoints = new TreeMap<>();

    /** @param onDeath called once an application has given up for good */
    NodeStart(DataFolder folder, NodeSettings settings, RunningParts parts, Runnable onDeath) {
        this.folder = folder;
        this.settings = settings;
        this.parts = parts;
        this.onDeath = onDeath;
        this.edgeUrl = url(settings.tls() == null ? "http" : "https", settings.edgePort());
    }

    private record Simulators(URI channels, URI bank, Outside outside) {}

    /** @return where the parts listen, by name */
    Map<String, String> run() {
        requireEdgePort();
        CompletableFuture<Simulators> simulators = inBackground(this::simulators);
        EmbeddedBroker broker = parts.add(
                Rank.BROKER,
                EmbeddedBroker.start(folder.resolve("kafka"), settings.kafkaPort(), settings.controllerPort()));
        Surroundings surroundings = surroundings(broker.bootstrapServers());
        endpoints.put("simulator", join(simulators).channels().toString());
        endpoints.put("bank", join(simulators).bank().toString());
        endpoints.put("edge", edgeUrl.toString());
        folder.writeEndpoints(endpoints);
        applications(surroundings, join(simulators).outside());
        return Map.copyOf(endpoints);
    }

    private void requireEdgePort() {
        if (!FreePorts.isFree(settings.edgePort())) {
            throw new StartException("port %d is taken: stop what listens there, or choose another with --port."
                    .formatted(settings.edgePort()));
        }
    }

    private Simulators simulators() {
        byte[] secret = folder.secret("simulator.secret", "").getBytes(UTF_8);
        EdgeTls tls = settings.tls();
        // It is this process that they call back, by an address that the certificate may not name.
        SimulatorTls simulatorTls = new SimulatorTls(null, tls == null ? null : tls.tls()::contextToItself);
        Path own = folder.resolve("simulator");
        SimulatorServer server = parts.add(
                Rank.SERVERS,
                new SimulatorServer(FreePorts.preferring(settings.simulatorPort()), own, secret, simulatorTls));
        BankServer bank = parts.add(
                Rank.SERVERS, new BankServer(FreePorts.preferring(settings.bankPort()), own, secret, simulatorTls));
        URI channels = url("http", server.port());
        URI bankUrl = url("http", bank.port());
        Outside outside = Outside.at(channels, bankUrl, edgeUrl.resolve("/v1/callbacks/simulator"), secret, null);
        return new Simulators(channels, bankUrl, outside);
    }

    /** The topics and the registry, at the same time. */
    private Surroundings surroundings(String bootstrap) {
        CompletableFuture<Boolean> topics = inBackground(() -> {
            CatalogueTopics.create(bootstrap, PARTITIONS, REPLICATION_FACTOR);
            return true;
        });
        RegistryServer registry = parts.add(
                Rank.SERVERS,
                new RegistryServer(
                        bootstrap, FreePorts.preferring(settings.registryPort()), REPLICATION_FACTOR, Map.of()));
        endpoints.put("kafka", bootstrap);
        endpoints.put("registry", registry.start().toString());
        join(topics);
        return Surroundings.embedded(bootstrap, new Codecs(registry.registry()), PARTITIONS);
    }

    private void applications(Surroundings surroundings, Outside outside) {
        Path state = folder.resolve("state");
        RiskCounts risk = new RiskCounts();
        CompletableFuture<StreamsApplication> core =
                inBackground(() -> parts.add(Rank.APPLICATIONS, Applications.core(surroundings, state, risk, onDeath)));
        CompletableFuture<Connectors> connectors =
                inBackground(() -> parts.add(Rank.CONNECTORS, Connectors.start(surroundings, outside)));
        CompletableFuture<StreamsApplication> velocity =
                inBackground(() -> parts.add(Rank.APPLICATIONS, Applications.velocity(surroundings, state, onDeath)));
        SettlementTally settled = new SettlementTally();
        CompletableFuture<StreamsApplication> settlement = inBackground(
                () -> parts.add(Rank.APPLICATIONS, Applications.settlement(surroundings, state, settled, onDeath)));
        CompletableFuture<TrendPart> trend =
                inBackground(() -> parts.add(Rank.APPLICATIONS, new TrendPart(surroundings, state, null, onDeath)));
        CompletableFuture<Scheduling> scheduling = inBackground(
                () -> parts.add(Rank.APPLICATIONS, Scheduling.start(surroundings, state, ZoneOffset.UTC, onDeath)));
        FileStore files = parts.add(Rank.FOLDER, Exporting.folder(folder.resolve("exports")));
        EdgeSettings edge = EdgeSettings.of(
                        surroundings.bootstrapServers(),
                        LOOPBACK,
                        settings.edgePort(),
                        folder.keyHash(),
                        folder.operatorKey())
                .withGeoip(settings.geoip())
                .withTls(settings.tls());
        ReadSide readSide = ReadSide.start(
                surroundings, state, edge, outside, files, () -> join(trend).instances(), parts, onDeath);
        Working working = parts.add(
                Rank.EXPORTS,
                Working.start(
                        surroundings,
                        ZoneOffset.UTC,
                        readSide.snapshots(),
                        files,
                        settings.archiveAfter(),
                        LedgerSeal.of(folder.keyHash())));
        Exporting exporting = parts.add(
                Rank.EXPORTS,
                Exporting.start(
                        surroundings,
                        state,
                        readSide.snapshots(),
                        readSide.trends(),
                        files,
                        ExportLimits.SHIPPED,
                        onDeath));
        ConnectorMeters.bind(readSide.meters(), join(connectors));
        StreamsMeters.bind(readSide.meters(), "core", join(core));
        RiskMeters.bind(readSide.meters(), risk);
        StreamsMeters.bind(readSide.meters(), VelocityTopology.APPLICATION, join(velocity));
        StreamsMeters.bind(readSide.meters(), SettlementTopology.APPLICATION, join(settlement));
        SettlementMeters.bind(readSide.meters(), settled);
        join(trend).bind(readSide.meters());
        join(scheduling).bind(readSide.meters());
        working.bind(readSide.meters());
        exporting.bind(readSide.meters());
        awaitReady(join(core), readSide);
    }

    private static void awaitReady(StreamsApplication core, ReadSide readSide) {
        long giveUpAt = System.nanoTime() + READY_MAX.toNanos();
        while (!(core.ready() && readSide.ready())) {
            if (System.nanoTime() > giveUpAt) {
                throw new StartException("not ready after %d s: core %s, %s"
                        .formatted(READY_MAX.toSeconds(), core.streams().state(), readSide.state()));
            }
            LockSupport.parkNanos(READY_POLL.toNanos());
        }
    }

    private static <T> CompletableFuture<T> inBackground(Supplier<T> start) {
        return CompletableFuture.supplyAsync(
                start, work -> Thread.ofPlatform().name("kassa-start").start(work));
    }

    private static <T> T join(CompletableFuture<T> part) {
        try {
            return part.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static URI url(String scheme, int port) {
        return URI.create(scheme + "://" + LOOPBACK + ":" + port);
    }
}
