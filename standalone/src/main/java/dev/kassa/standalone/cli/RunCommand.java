package dev.kassa.standalone.cli;

import dev.kassa.standalone.settings.Role;
import dev.kassa.standalone.settings.RoleSettings;
import dev.kassa.standalone.settings.Setting;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code run ROLE}: one application in this process, in an installation that has its own Kafka and schema registry. The
 * options of a role are those of the catalogue of settings, each of which may stand in a file of properties too.
 */
public final class RunCommand implements Callable<Integer> {
    private static final String CONFIG = "--config";

    private final Role role;
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    private RunCommand(Role role) {
        this.role = role;
        spec.name(role.word()).mixinStandardHelpOptions(true);
        spec.usageMessage().description(role.sentence()).sortOptions(false).width(100);
        spec.addOption(OptionSpec.builder(CONFIG)
                .paramLabel("FILE")
                .type(Path.class)
                .description("File of properties with settings; options win over it.")
                .build());
        for (Setting setting : Setting.values()) {
            if (setting.offeredTo(role)) {
                spec.addOption(option(setting));
            }
        }
    }

    /** The verb with its roles. */
    public static CommandLine line() {
        CommandSpec run = CommandSpec.create().name("run").mixinStandardHelpOptions(true);
        run.usageMessage()
                .description("Runs one application, in an installation with its own Kafka and schema registry.")
                .synopsisSubcommandLabel("ROLE");
        CommandLine line = new CommandLine(run);
        for (Role role : Role.values()) {
            line.addSubcommand(role.word(), new CommandLine(new RunCommand(role).spec));
        }
        return line;
    }

    private OptionSpec option(Setting setting) {
        String initial = setting.initial();
        return OptionSpec.builder(setting.option())
                .paramLabel(setting.form().replace(' ', '_'))
                .type(String.class)
                .hidden(!setting.roles().contains(role))
                .description(setting.sentence() + (initial.isEmpty() ? "" : " Default: " + initial + "."))
                .build();
    }

    @Override
    public Integer call() throws Exception {
        return RoleStart.run(role, settings(spec.commandLine().getParseResult()));
    }

    private RoleSettings settings(ParseResult parsed) {
        Map<Setting, String> options = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            if (setting.offeredTo(role) && parsed.hasMatchedOption(setting.option())) {
                options.put(setting, parsed.matchedOptionValue(setting.option(), ""));
            }
        }
        @Nullable Path file = parsed.hasMatchedOption(CONFIG) ? parsed.matchedOptionValue(CONFIG, Path.of("")) : null;
        return RoleSettings.read(role, file, options);
    }
}
