package dev.kassa.standalone.cli;

import dev.kassa.edge.EdgeTls;
import dev.kassa.standalone.node.DataFolder;
import dev.kassa.standalone.node.NodeSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code up}: everything in this process, until it is told to stop. */
@Command(
        name = "up",
        description = "Starts everything in one process and prints one line when a payment could be made.",
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "The port of the HTTP API (default ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--data", defaultValue = "var", description = "The data folder (default ${DEFAULT-VALUE}).")
    private Path data = Path.of("var");

    @Mixin
    private EdgeTlsOptions tls = new EdgeTlsOptions();

    @Option(names = "--geoip", paramLabel = "FILE", description = "A GeoIP database in MaxMind's format.")
    private @Nullable Path geoip;

    @Option(
            names = "--archive-after-days",
            paramLabel = "DAYS",
            defaultValue = "90",
            description = "Days after its last change that a row is put into the archive by the job archive"
                    + " (default ${DEFAULT-VALUE}).")
    private int archiveAfterDays = 90;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        if (archiveAfterDays < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--archive-after-days is a number of days from 0 on, not " + archiveAfterDays);
        }
        EdgeTls edgeTls = tls.read();
        DataFolder folder = DataFolder.take(data);
        Logs.keepIn(data);
        NodeSettings settings = NodeSettings.at(port)
                .withGeoip(geoip)
                .withArchiveAfter(Duration.ofDays(archiveAfterDays))
                .withTls(edgeTls);
        try (RunningNode running = RunningNode.start(folder, settings)) {
            running.report(spec.commandLine());
            return running.awaitEnd();
        }
    }
}
