package dev.kassa.standalone.cli;

import dev.kassa.edge.EdgeTls;
import dev.kassa.export.ExportLimits;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.HttpSchemaRegistry;
import dev.kassa.standalone.node.CatalogueTopics;
import dev.kassa.standalone.node.Roles;
import dev.kassa.standalone.node.SafeStart;
import dev.kassa.standalone.node.StartException;
import dev.kassa.standalone.node.Surroundings;
import dev.kassa.tls.Tls;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code run ROLE}: one application in this process, in an installation that has its own Kafka and schema registry. */
@Command(
        name = "run",
        description = "Runs one application, in an installation with its own Kafka and schema registry.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(topics|core|velocity|exports|connectors|simulator|edge)")
public final class RunCommand {
    @Option(
            names = "--kafka",
            scope = ScopeType.INHERIT,
            defaultValue = "127.0.0.1:9092",
            description = "Bootstrap servers.")
    private String kafka = "";

    @Option(
            names = "--registry",
            scope = ScopeType.INHERIT,
            defaultValue = "http://127.0.0.1:9081",
            description = "Schema registry.")
    private String registry = "";

    @Option(names = "--partitions", scope = ScopeType.INHERIT, defaultValue = "4", description = "Of every topic.")
    private int partitions;

    @Option(
            names = "--replication-factor",
            scope = ScopeType.INHERIT,
            defaultValue = "3",
            description = "Of every topic.")
    private short replicationFactor;

    @Option(
            names = "--instance",
            scope = ScopeType.INHERIT,
            defaultValue = "1",
            description = "This process's name in its application.")
    private String instance = "";

    @Option(
            names = "--state",
            scope = ScopeType.INHERIT,
            defaultValue = "state",
            description = "Folder of the state stores.")
    private Path state = Path.of("state");

    @Option(
            names = "--log-format",
            scope = ScopeType.INHERIT,
            defaultValue = "TEXT",
            description = "Of the log on the standard error output: text or json (default text).")
    private void logFormat(Logs.Format format) {
        Logs.toStderr(format);
    }

    @Option(
            names = "--simulator-secret-file",
            scope = ScopeType.INHERIT,
            description = "What the simulator signs with.")
    private Path simulatorSecretFile = Path.of("simulator.secret");

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Properties laid over every Kafka client, such as security.protocol, ssl.* and sasl.*.")
    private @Nullable Path kafkaConfig;

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            scope = ScopeType.INHERIT,
            description =
                    "Where core, velocity, exports and connectors show /metrics, on 127.0.0.1; the edge has its own.")
    private @Nullable Integer metricsPort;

    @Command(name = "topics", description = "Creates the topics that are missing, and ends.")
    int topics() {
        CatalogueTopics.create(kafka, partitions, replicationFactor, clientProperties());
        return 0;
    }

    @Command(name = "core", description = "Commands in, facts out.")
    int core(@Mixin TlsOptions tls) throws Exception {
        CountDownLatch died = new CountDownLatch(1);
        return untilItEnds(Roles.core(surroundings(tls.read()), state, metricsPort, died::countDown), died);
    }

    @Command(name = "velocity", description = "Counts who pays at many merchants at once.")
    int velocity(@Mixin TlsOptions tls) throws Exception {
        CountDownLatch died = new CountDownLatch(1);
        return untilItEnds(Roles.velocity(surroundings(tls.read()), state, metricsPort, died::countDown), died);
    }

    @Command(name = "exports", description = "Makes the files that are asked for; one process of an installation.")
    int exports(
            @Option(
                            names = "--files",
                            paramLabel = "DIR",
                            defaultValue = "exports",
                            description = "The folder of the files, which the edges read.")
                    Path files,
            @Option(
                            names = "--open-max",
                            defaultValue = "5",
                            description = "Exports of a merchant under way (default 5).")
                    int openMax,
            @Option(
                            names = "--per-day-max",
                            defaultValue = "200",
                            description = "Exports that a merchant may ask for in 24 hours (default 200).")
                    int perDayMax,
            @Option(
                            names = "--rows-max",
                            defaultValue = "10000000",
                            description = "Rows of one file (default 10,000,000).")
                    long rowsMax,
            @Mixin TlsOptions tls)
            throws Exception {
        CountDownLatch died = new CountDownLatch(1);
        ExportLimits limits;
        try {
            limits = new ExportLimits(openMax, perDayMax, rowsMax);
        } catch (IllegalArgumentException e) {
            throw new StartException("--open-max, --per-day-max and --rows-max are 1 or more.");
        }
        return untilItEnds(
                Roles.exports(surroundings(tls.read()), state, files, limits, metricsPort, died::countDown), died);
    }

    @Command(name = "connectors", description = "Calls the channels.")
    int connectors(
            @Option(names = "--simulator", defaultValue = "http://127.0.0.1:9095") URI simulator,
            @Option(names = "--callbacks", defaultValue = "http://127.0.0.1:8080/v1/callbacks/simulator") URI callbacks,
            @Mixin TlsOptions tlsOptions)
            throws Exception {
        Tls tls = tlsOptions.read();
        return untilItEnds(
                Roles.connectors(
                        surroundings(tls),
                        simulator,
                        callbacks,
                        SafeStart.secret(simulatorSecretFile),
                        tls,
                        metricsPort),
                new CountDownLatch(1));
    }

    @Command(name = "simulator", description = "The simulator that stands for a channel, on 127.0.0.1.")
    int simulator(
            @Option(names = "--port", defaultValue = "9095") int port,
            @Option(names = "--data", defaultValue = "simulator") Path data,
            @Mixin TlsOptions tls)
            throws Exception {
        return untilItEnds(
                Roles.simulator(port, data, SafeStart.secret(simulatorSecretFile), tls.read()), new CountDownLatch(1));
    }

    @Command(name = "edge", description = "The HTTP API, with the views that it reads.")
    int edge(
            @Option(names = "--host", defaultValue = "127.0.0.1") String host,
            @Option(names = "--port", defaultValue = "8080") int port,
            @Option(names = "--operator-key-file", required = true) Path operatorKeyFile,
            @Option(
                            names = "--key-secret-file",
                            required = true,
                            description = "What keys are hashed with; the same for every edge.")
                    Path keySecretFile,
            @Option(
                            names = "--files",
                            paramLabel = "DIR",
                            defaultValue = "exports",
                            description = "The folder of exports' files.")
                    Path files,
            @Option(names = "--geoip", paramLabel = "FILE", description = "A GeoIP database in MaxMind's format.")
                    @Nullable
                    Path geoip,
            @Mixin EdgeTlsOptions tlsOptions)
            throws Exception {
        CountDownLatch died = new CountDownLatch(1);
        EdgeTls tls = tlsOptions.read();
        return untilItEnds(
                Roles.edge(
                        surroundings(tls == null ? null : tls.tls()),
                        state,
                        host,
                        port,
                        SafeStart.keyHash(keySecretFile),
                        SafeStart.secret(operatorKeyFile),
                        SafeStart.secret(simulatorSecretFile),
                        files,
                        geoip,
                        tls,
                        died::countDown),
                died);
    }

    private Surroundings surroundings(@Nullable Tls tls) {
        HttpSchemaRegistry schemas = HttpSchemaRegistry.of(registry, tls == null ? null : tls::context);
        return new Surroundings(
                kafka, new Codecs(schemas), partitions, replicationFactor, instance, clientProperties());
    }

    private Map<String, String> clientProperties() {
        return kafkaConfig == null ? Map.of() : SafeStart.kafkaConfig(kafkaConfig);
    }

    private static int untilItEnds(AutoCloseable role, CountDownLatch died) throws Exception {
        StopSignal.closes(role);
        try (role) {
            died.await();
        }
        throw new StartException("the application gave up; the log says why. Start again: nothing is lost.");
    }
}
