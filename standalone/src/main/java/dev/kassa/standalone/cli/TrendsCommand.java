package dev.kassa.standalone.cli;

import dev.kassa.port.Trends.Dimension;
import dev.kassa.standalone.rebuild.Rebuilt;
import dev.kassa.trend.Slice;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trends rebuild}: its exit status is that of {@link RebuildVerb}; 2 where the command line is wrong. */
@Command(
        name = "trends",
        description = "The trends of a Kassa that runs.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "rebuild")
public final class TrendsCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "rebuild",
            description = {
                "Adds the trends up anew from the log while the old ones serve, and then has the new ones read.",
                "Interrupted, it goes on where it was when it is run again."
            },
            mixinStandardHelpOptions = true)
    int rebuild(
            @Mixin LogOptions log,
            @Option(
                            names = "--by",
                            split = ",",
                            paramLabel = "DIMENSION",
                            description =
                                    "Keeps one more slice, of the whole history: ${COMPLETION-CANDIDATES}, with commas between. Date and currency are part of each.")
                    Set<Dimension> by,
            @Option(names = "--abandon", description = "Drops what is being built; the old ones serve on.")
                    boolean abandon) {
        Set<Dimension> asked = by == null ? EnumSet.noneOf(Dimension.class) : by;
        return new RebuildVerb(spec, Rebuilt.TRENDS)
                .run(log, abandon, told -> asked.isEmpty() ? told : Slice.with(told, Slice.of(asked)));
    }
}
