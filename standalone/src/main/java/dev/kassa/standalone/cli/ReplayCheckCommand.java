package dev.kassa.standalone.cli;

import dev.kassa.core.CoreSettings;
import dev.kassa.replay.LogReader;
import dev.kassa.replay.ReplayCheck;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.HttpSchemaRegistry;
import dev.kassa.standalone.node.DataFolder;
import dev.kassa.standalone.node.StartException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code replay-check}: exit status 0 where the recorded commands give the recorded facts, byte for byte; 1 where not. */
@Command(
        name = "replay-check",
        description =
                "Replays the recorded commands of a running Kassa from empty and compares every fact, byte for byte.",
        mixinStandardHelpOptions = true)
public final class ReplayCheckCommand implements Callable<Integer> {
    private static final int ANSWER_MAX_MS = 5_000;

    @Option(
            names = "--data",
            defaultValue = "var",
            description = "The data folder of the Kassa that runs (default ${DEFAULT-VALUE}).")
    private Path data = Path.of("var");

    @Option(names = "--kafka", description = "Bootstrap servers; else those of the data folder.")
    private Optional<String> kafka = Optional.empty();

    @Option(names = "--registry", description = "Schema registry; else that of the data folder.")
    private Optional<String> registry = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        String bootstrap = kafka.orElseGet(() -> endpoint("kafka"));
        requireAnswer(bootstrap);
        try (HttpSchemaRegistry schemas = HttpSchemaRegistry.of(registry.orElseGet(() -> endpoint("registry")))) {
            ReplayCheck check =
                    new ReplayCheck(new LogReader(bootstrap, Map.of()), new Codecs(schemas), CoreSettings.EMBEDDED);
            ReplayCheck.Result result = check.run(commands -> {});
            PrintWriter out = spec.commandLine().getOut();
            result.differences().forEach(out::println);
            out.printf(
                    "%,d commands replayed, %,d records compared: %s%n",
                    result.commands(), result.records(), result.isSame() ? "the same bytes" : "NOT the same");
            out.flush();
            return result.isSame() ? 0 : 1;
        }
    }

    /** Says so at once where nothing runs; Kafka's own clients would try for a minute. */
    private void requireAnswer(String bootstrap) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrap,
                "request.timeout.ms",
                ANSWER_MAX_MS / 2,
                "default.api.timeout.ms",
                ANSWER_MAX_MS);
        try (Admin admin = Admin.create(settings)) {
            admin.describeCluster().nodes().get(ANSWER_MAX_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new StartException(
                    "no Kafka answers at %s: start Kassa first, as in ./kassa up --data %s.".formatted(bootstrap, data),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while Kafka was asked for", e);
        }
    }

    private String endpoint(String part) {
        try {
            String address = DataFolder.endpoints(data).get(part);
            if (address != null) {
                return address;
            }
        } catch (IOException e) {
            throw new StartException("no Kassa has run on %s; name its folder with --data.".formatted(data), e);
        }
        throw new StartException("%s does not say where %s is.".formatted(data, part));
    }
}
