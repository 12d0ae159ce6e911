package dev.kassa.standalone.replay;

import dev.kassa.standalone.api.ApiOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code replay FILE}: exit status 0 where every row got a definite answer, 1 where not, 2 where it cannot be run so. */
@Command(
        name = "replay",
        description = "Sends a file of orders through the HTTP API and prints what became of it.",
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
    private static final int CONCURRENCY_MAX = 1024;

    @Parameters(
            paramLabel = "FILE",
            description = "Columns: type,at,order_no,refund_no,amount_minor,currency,customer,country")
    private Path file = Path.of("");

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Option(
            names = "--concurrency",
            defaultValue = "64",
            description = "Rows under way at a time (default ${DEFAULT-VALUE}).")
    private int concurrency;

    @Option(
            names = "--rate",
            defaultValue = "0",
            description = "Rows a second, in an open loop (default: as fast as answered).")
    private double rate;

    @Option(
            names = "--patience",
            defaultValue = "120",
            description = "Seconds to try a row for (default ${DEFAULT-VALUE}).")
    private int patienceSeconds;

    @Option(names = "--json", description = "Print the summary as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (concurrency < 1 || concurrency > CONCURRENCY_MAX || rate < 0 || patienceSeconds < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Expected --concurrency of 1 to %d, --rate of 0 or more and --patience of 1 or more."
                            .formatted(CONCURRENCY_MAX));
        }
        try {
            List<OrderRow> rows = OrderFile.read(file);
            Replay.Settings settings = new Replay.Settings(
                    api.url(), api.key(), concurrency, rate, new Patience(Duration.ofSeconds(patienceSeconds)));
            Summary summary = run(settings, rows);
            out.print(json ? SummaryText.json(summary) : SummaryText.table(summary));
            out.flush();
            return summary.allDefinite() ? 0 : 1;
        } catch (OrderFileException | ReplayException e) {
            spec.commandLine().getErr().println("kassa: " + e.getMessage());
            return 2;
        }
    }

    private Summary run(Replay.Settings settings, List<OrderRow> rows) throws InterruptedException {
        String name = String.valueOf(file.getFileName());
        if (json || System.console() == null || !System.console().isTerminal()) {
            return new Replay(settings, () -> {}).run(rows, name);
        }
        try (ProgressBar bar = progressBar(rows.size())) {
            return new Replay(settings, bar::step).run(rows, name);
        }
    }

    /** A bar on the standard error output, a step a row. */
    public static ProgressBar progressBar(int rows) {
        return ProgressBar.builder()
                .setTaskName("orders")
                .setInitialMax(rows)
                .setUpdateIntervalMillis(200)
                .build();
    }
}
