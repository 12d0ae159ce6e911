package dev.kassa.standalone;

import dev.kassa.standalone.cli.AclsCommand;
import dev.kassa.standalone.cli.ArchiveCommand;
import dev.kassa.standalone.cli.AuditCommand;
import dev.kassa.standalone.cli.CertsCommand;
import dev.kassa.standalone.cli.DemoCommand;
import dev.kassa.standalone.cli.LedgerCommand;
import dev.kassa.standalone.cli.ReplayCheckCommand;
import dev.kassa.standalone.cli.RunCommand;
import dev.kassa.standalone.cli.TrainCommand;
import dev.kassa.standalone.cli.TrendsCommand;
import dev.kassa.standalone.cli.UpCommand;
import dev.kassa.standalone.cli.ViewsCommand;
import dev.kassa.standalone.export.ExportCommand;
import dev.kassa.standalone.holiday.HolidaysCommand;
import dev.kassa.standalone.job.JobsCommand;
import dev.kassa.standalone.node.StartException;
import dev.kassa.standalone.replay.ReplayCommand;
import dev.kassa.standalone.replay.ReplayException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the applications; the launcher {@code ./kassa} starts it. */
@Command(
        name = "kassa",
        description = "A payment platform that lives on a log.",
        mixinStandardHelpOptions = true,
        subcommands = {
            UpCommand.class,
            DemoCommand.class,
            ReplayCommand.class,
            ReplayCheckCommand.class,
            AuditCommand.class,
            LedgerCommand.class,
            ArchiveCommand.class,
            ViewsCommand.class,
            TrendsCommand.class,
            ExportCommand.class,
            JobsCommand.class,
            HolidaysCommand.class,
            CertsCommand.class,
            AclsCommand.class,
            TrainCommand.class
        })
public final class Kassa {
    private Kassa() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Kassa())
                .addSubcommand(RunCommand.line())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    if (failure instanceof StartException || failure instanceof ReplayException) {
                        line.getErr().println("kassa: " + failure.getMessage());
                        return 1;
                    }
                    throw failure;
                });
    }
}
