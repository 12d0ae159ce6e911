package dev.kassa.standalone.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.bank.simulator.BankServer;
import dev.kassa.channel.simulator.SimulatorServer;
import dev.kassa.channel.simulator.SimulatorTls;
import dev.kassa.core.RiskCounts;
import dev.kassa.edge.EdgeSettings;
import dev.kassa.edge.EdgeTls;
import dev.kassa.edge.Meters;
import dev.kassa.edge.access.KeyHash;
import dev.kassa.export.ExportLimits;
import dev.kassa.port.FileStore;
import dev.kassa.port.Snapshots;
import dev.kassa.port.Trends;
import dev.kassa.port.ViewUnavailableException;
import dev.kassa.query.RemoteSnapshots;
import dev.kassa.settlement.window.SettlementTally;
import dev.kassa.settlement.window.SettlementTopology;
import dev.kassa.standalone.node.RunningParts.Rank;
import dev.kassa.tls.Tls;
import dev.kassa.velocity.VelocityTopology;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One application in a process of its own, in an installation that has its own Kafka and registry. What is returned is
 * running; closing it stops it.
 */
public final class Roles {
    private static final Snapshots NO_VIEWS = _ -> {
        throw new ViewUnavailableException("The archive is read from the views: give the jobs --views.", null);
    };

    private Roles() {}

    /** @param metricsPort where its metrics are shown, on 127.0.0.1; null: nowhere */
    public static AutoCloseable core(
            Surroundings surroundings, Path stateFolder, @Nullable Integer metricsPort, Runnable onDeath) {
        RiskCounts risk = new RiskCounts();
        Meters meters = new Meters();
        RiskMeters.bind(meters, risk);
        return shown("core", Applications.core(surroundings, stateFolder, risk, onDeath), metricsPort, meters);
    }

    /** @param metricsPort where its metrics are shown, on 127.0.0.1; null: nowhere */
    public static AutoCloseable settlement(
            Surroundings surroundings, Path stateFolder, @Nullable Integer metricsPort, Runnable onDeath) {
        SettlementTally tally = new SettlementTally();
        Meters meters = new Meters();
        SettlementMeters.bind(meters, tally);
        return shown(
                SettlementTopology.APPLICATION,
                Applications.settlement(surroundings, stateFolder, tally, onDeath),
                metricsPort,
                meters);
    }

    /** @param metricsPort where its metrics are shown, on 127.0.0.1; null: nowhere */
    public static AutoCloseable velocity(
            Surroundings surroundings, Path stateFolder, @Nullable Integer metricsPort, Runnable onDeath) {
        return shown(
                VelocityTopology.APPLICATION,
                Applications.velocity(surroundings, stateFolder, onDeath),
                metricsPort,
                new Meters());
    }

    /**
     * Says when jobs run.
     *
     * @param zone in which all jobs are scheduled but the settlement
     * @param metricsPort where its metrics are shown, on 127.0.0.1; null: nowhere
     */
    public static AutoCloseable schedule(
            Surroundings surroundings, Path stateFolder, ZoneId zone, @Nullable Integer metricsPort, Runnable onDeath) {
        Scheduling scheduling = Scheduling.start(surroundings, stateFolder, zone, onDeath);
        Meters meters = new Meters();
        scheduling.bind(meters);
        return MetricsServer.beside(scheduling, metricsPort, meters);
    }

    /**
     * Works on jobs; several processes share them.
     *
     * @param zone in which they are scheduled
     * @param views some instances of the views, which the archive is read from; empty: the job archive fails, and says why
     * @param files where the ledger's checkpoint is, and the archive; closed with it
     * @param archiveAfter rows that were changed last so long ago are archived
     * @param tls the views and it show each other certificates; null: plain HTTP
     * @param keyHash of the installation's secret, which checks of the ledger are signed by
     * @param metricsPort where its metrics are shown, on 127.0.0.1; null: nowhere
     */
    public static AutoCloseable jobs(
            Surroundings surroundings,
            ZoneId zone,
            List<URI> views,
            FileStore files,
            Duration archiveAfter,
            KeyHash keyHash,
            @Nullable Tls tls,
            @Nullable Integer metricsPort) {
        RunningParts parts = new RunningParts();
        try {
            parts.add(Rank.FOLDER, files);
            Snapshots snapshots = views.isEmpty()
                    ? NO_VIEWS
                    : parts.add(
                            Rank.CONNECTORS,
                            ReadSide.elsewhere(views, surroundings, tls, parts).snapshots());
            Working working = parts.add(
                    Rank.EXPORTS,
                    Working.start(surroundings, zone, snapshots, files, archiveAfter, LedgerSeal.of(keyHash)));
            Meters meters = new Meters();
            working.bind(meters);
            return MetricsServer.beside(parts, metricsPort, meters);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static AutoCloseable shown(
            String name, StreamsApplication running, @Nullable Integer metricsPort, Meters meters) {
        StreamsMeters.bind(meters, name, running);
        return MetricsServer.beside(running, metricsPort, meters);
    }

    /**
     * @param simulator where the simulator listens
     * @param bank where the bank listens
     * @param callbackUrl where it sends its notifications
     */
    public static AutoCloseable connectors(
            Surroundings surroundings,
            URI simulator,
            URI bank,
            URI callbackUrl,
            String secret,
            @Nullable Tls tls,
            @Nullable Integer metricsPort) {
        for (URI called : List.of(simulator, bank)) {
            if (Outside.isHttps(called) && tls == null) {
                throw new StartException("a simulator at https is shown a certificate: give --tls DIR.");
            }
            SafeStart.requireTlsBeyondLoopback(called.getHost(), Outside.isHttps(called));
        }
        Connectors connectors =
                Connectors.start(surroundings, Outside.at(simulator, bank, callbackUrl, secret.getBytes(UTF_8), tls));
        Meters meters = new Meters();
        ConnectorMeters.bind(meters, connectors);
        return MetricsServer.beside(connectors, metricsPort, meters);
    }

    /**
     * The simulator, and the simulated bank beside it.
     *
     * @param tls callers and it show each other certificates; null: plain HTTP
     */
    public static AutoCloseable simulator(int port, int bankPort, Path folder, String secret, @Nullable Tls tls) {
        if (tls != null && !tls.hasAuthority()) {
            throw new StartException("the simulator checks who calls it: give --tls-client-ca too.");
        }
        SimulatorTls simulatorTls = tls == null ? SimulatorTls.NONE : new SimulatorTls(tls::context, tls::context);
        RunningParts parts = new RunningParts();
        try {
            parts.add(Rank.SERVERS, new SimulatorServer(port, folder, secret.getBytes(UTF_8), simulatorTls));
            parts.add(Rank.SERVERS, new BankServer(bankPort, folder, secret.getBytes(UTF_8), simulatorTls));
            return parts;
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /**
     * An instance of the trends, and where edges ask it.
     *
     * @param host the address that it listens on, by which edges and the other instances reach it
     * @param metricsPort where its metrics are shown, on 127.0.0.1; null: nowhere
     * @param tls callers and it show each other certificates; null: plain HTTP
     */
    public static AutoCloseable trend(
            Surroundings surroundings,
            Path stateFolder,
            String host,
            int port,
            @Nullable Tls tls,
            @Nullable Integer metricsPort,
            Runnable onDeath) {
        requireSafe(host, tls, "trends");
        RunningParts parts = new RunningParts();
        try {
            TrendPart trend =
                    parts.add(Rank.APPLICATIONS, new TrendPart(surroundings, stateFolder, host + ":" + port, onDeath));
            parts.add(
                    Rank.EDGE,
                    new ViewsServer(
                            new InetSocketAddress(host, port),
                            trend.instances(),
                            () -> {
                                throw new ViewUnavailableException("trends are not read row by row", null);
                            },
                            () -> trend.application().streams(),
                            surroundings.codecs(),
                            tls));
            Meters meters = new Meters();
            trend.bind(meters);
            return MetricsServer.beside(parts, metricsPort, meters);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static void requireSafe(String host, @Nullable Tls tls, String who) {
        SafeStart.requireTlsBeyondLoopback(host, tls != null);
        if (tls != null && !tls.hasAuthority()) {
            throw new StartException("the " + who + " check who asks them: give --tls-client-ca too.");
        }
    }

    /**
     * An instance of the views, and where edges ask it.
     *
     * @param files where files of the archive are; closed with it
     * @param host the address that it listens on, by which edges and the other instances reach it
     * @param metricsPort where its metrics are shown, on 127.0.0.1; null: nowhere
     * @param tls callers and it show each other certificates; null: plain HTTP
     */
    public static AutoCloseable views(
            Surroundings surroundings,
            Path stateFolder,
            FileStore files,
            String host,
            int port,
            @Nullable Tls tls,
            @Nullable Integer metricsPort,
            Runnable onDeath) {
        requireSafe(host, tls, "views");
        RunningParts parts = new RunningParts();
        try {
            parts.add(Rank.FOLDER, files);
            ViewsPart views = parts.add(
                    Rank.APPLICATIONS, new ViewsPart(surroundings, stateFolder, files, host + ":" + port, onDeath));
            parts.add(
                    Rank.EDGE,
                    new ViewsServer(
                            new InetSocketAddress(host, port),
                            views.serving(),
                            views::leading,
                            () -> views.application().streams(),
                            surroundings.codecs(),
                            tls));
            Meters meters = new Meters();
            views.bind(meters);
            return MetricsServer.beside(parts, metricsPort, meters);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /**
     * Exports: decides on them, and makes their files. One process of an installation.
     *
     * @param views some instances of the views
     * @param trends some instances of the trends
     * @param files where the files are; closed with it
     * @param tls those instances and it show each other certificates; null: plain HTTP
     * @param metricsPort where its metrics are shown, on 127.0.0.1; null: nowhere
     */
    public static AutoCloseable exports(
            Surroundings surroundings,
            Path stateFolder,
            List<URI> views,
            List<URI> trends,
            FileStore files,
            ExportLimits limits,
            @Nullable Tls tls,
            @Nullable Integer metricsPort,
            Runnable onDeath) {
        RunningParts parts = new RunningParts();
        try {
            parts.add(Rank.FOLDER, Exporting.shared(files));
            RemoteSnapshots snapshots = parts.add(
                    Rank.CONNECTORS,
                    ReadSide.elsewhere(views, surroundings, tls, parts).snapshots());
            Trends sums = ReadSide.trendsElsewhere(trends, surroundings, tls, parts);
            Exporting exporting = parts.add(
                    Rank.EXPORTS, Exporting.start(surroundings, stateFolder, snapshots, sums, files, limits, onDeath));
            Meters meters = new Meters();
            exporting.bind(meters);
            return MetricsServer.beside(parts, metricsPort, meters);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /**
     * The edge, with the views that it asks.
     *
     * @param views some instances of the views; empty: it has views and trends of its own, and is the only edge
     * @param trends some instances of the trends, where it asks views elsewhere; empty: it has no reports
     * @param files where exports' files are; closed with it
     * @param geoip the GeoIP database; null: none
     */
    public static AutoCloseable edge(
            Surroundings surroundings,
            Path stateFolder,
            String host,
            int port,
            KeyHash keyHash,
            String operatorKey,
            String simulatorSecret,
            List<URI> views,
            List<URI> trends,
            FileStore files,
            @Nullable Path geoip,
            @Nullable EdgeTls tls,
            Runnable onDeath) {
        SafeStart.requireTlsBeyondLoopback(host, tls != null);
        RunningParts parts = new RunningParts();
        parts.add(Rank.FOLDER, files);
        Outside outside = parts.add(Rank.CONNECTORS, Outside.listening(simulatorSecret.getBytes(UTF_8)));
        EdgeSettings settings = EdgeSettings.of(surroundings.bootstrapServers(), host, port, keyHash, operatorKey)
                .withClientProperties(surroundings.clientProperties())
                .withGeoip(geoip)
                .withTls(tls);
        try {
            if (views.isEmpty()) {
                TrendPart trend =
                        parts.add(Rank.APPLICATIONS, new TrendPart(surroundings.alone(), stateFolder, null, onDeath));
                ReadSide.start(surroundings, stateFolder, settings, outside, files, trend::instances, parts, onDeath);
            } else {
                ReadSide.over(views, trends, surroundings, settings, outside, files, parts);
            }
            return parts;
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }
}
