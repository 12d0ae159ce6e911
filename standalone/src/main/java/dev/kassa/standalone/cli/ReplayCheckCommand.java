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
