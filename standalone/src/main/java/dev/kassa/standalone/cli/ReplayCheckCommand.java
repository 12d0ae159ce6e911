package dev.kassa.standalone.cli;

import dev.kassa.core.CoreSettings;
import dev.kassa.replay.LogReader;
import dev.kassa.replay.ReplayCheck;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.HttpSchemaRegistry;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code replay-check}: exit status 0 where the recorded commands give the recorded facts, byte for byte; 1 where not. */
@Command(
        name = "replay-check",
        description =
                "Replays the recorded commands of a running Kassa from empty and compares every fact, byte for byte.",
        mixinStandardHelpOptions = true)
public final class ReplayCheckCommand implements Callable<Integer> {
    @Mixin
    private LogOptions log = new LogOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        String bootstrap = log.bootstrapServers();
        try (HttpSchemaRegistry schemas = log.openRegistry()) {
            ReplayCheck check = new ReplayCheck(
                    new LogReader(bootstrap, Map.copyOf(log.clientProperties())),
                    new Codecs(schemas),
                    CoreSettings.EMBEDDED);
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
}
