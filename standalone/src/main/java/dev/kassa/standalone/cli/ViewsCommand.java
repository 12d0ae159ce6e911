package dev.kassa.standalone.cli;

import dev.kassa.standalone.rebuild.Rebuilt;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code views rebuild}: its exit status is that of {@link RebuildVerb}; 2 where the command line is wrong. */
@Command(
        name = "views",
        description = "The views of a Kassa that runs.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "rebuild")
public final class ViewsCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "rebuild",
            description = {
                "Makes the views anew from the log while the old ones serve, and then has the new ones read.",
                "Interrupted, it goes on where it was when it is run again."
            },
            mixinStandardHelpOptions = true)
    int rebuild(
            @Mixin LogOptions log,
            @Option(names = "--abandon", description = "Drops what is being built; the old ones serve on.")
                    boolean abandon) {
        return new RebuildVerb(spec, Rebuilt.VIEWS).run(log, abandon, UnaryOperator.identity());
    }
}
