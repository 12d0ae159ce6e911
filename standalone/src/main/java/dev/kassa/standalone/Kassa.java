package dev.kassa.standalone;

import dev.kassa.standalone.broker.PortTakenException;
import dev.kassa.standalone.replay.ReplayCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the applications; the launcher {@code ./kassa} starts it. */
@Command(
        name = "kassa",
        description = "A payment platform that lives on a log.",
        mixinStandardHelpOptions = true,
        subcommands = {UpCommand.class, ReplayCommand.class})
public final class Kassa {
    private Kassa() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Kassa()).setExecutionExceptionHandler((failure, line, parsed) -> {
            if (failure instanceof StartException || failure instanceof PortTakenException) {
                line.getErr().println("kassa: " + failure.getMessage());
                return 1;
            }
            throw failure;
        });
    }
}
