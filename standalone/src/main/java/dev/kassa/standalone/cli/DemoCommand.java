package dev.kassa.standalone.cli;

import dev.kassa.standalone.node.DataFolder;
import dev.kassa.standalone.node.NodeSettings;
import dev.kassa.standalone.replay.LiveOrders;
import dev.kassa.standalone.replay.OrderFile;
import dev.kassa.standalone.replay.OrderRow;
import dev.kassa.standalone.replay.Patience;
import dev.kassa.standalone.replay.Replay;
import dev.kassa.standalone.replay.ReplayCommand;
import dev.kassa.standalone.replay.Summary;
import dev.kassa.standalone.replay.SummaryText;
import dev.kassa.standalone.replay.TrialBalanceReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: everything on a fresh folder, with the sample month sent through it; then it stays up. */
@Command(
        name = "demo",
        description =
                "Starts everything on a fresh folder, sends the sample month of orders, and stays up while orders go on coming in.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final int CONCURRENCY = 64;
    private static final int RATE_MAX = 100;

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "The port of the HTTP API (default ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--data",
            defaultValue = "var/demo",
            description = "The folder, emptied first if an earlier demo made it (default ${DEFAULT-VALUE}).")
    private Path data = Path.of("var/demo");

    @Option(
            names = "--rate",
            defaultValue = "3",
            description = "Orders a second that go on coming in, to be watched; 0: none (default ${DEFAULT-VALUE}).")
    private int rate;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        DataFolder folder = DemoFolder.fresh(data);
        Logs.keepIn(data);
        try (RunningNode running = RunningNode.start(folder, NodeSettings.at(port))) {
            running.report(spec.commandLine());
            sendSample(running);
            if (rate <= 0) {
                return running.awaitEnd();
            }
            try (LiveOrders _ = new LiveOrders(
                    running.node().edge(),
                    running.node().operatorKey(),
                    OrderFile.sample(),
                    Math.min(rate, RATE_MAX))) {
                return running.awaitEnd();
            }
        }
    }

    private void sendSample(RunningNode running) throws InterruptedException {
        Replay.Settings settings = new Replay.Settings(
                running.node().edge(),
                running.node().operatorKey(),
                CONCURRENCY,
                0,
                new Patience(Duration.ofMinutes(1)));
        List<OrderRow> rows = OrderFile.sample();
        Summary summary;
        try (ProgressBar bar = ReplayCommand.progressBar(rows.size())) {
            summary = new Replay(settings, bar::step).run(rows, "december-2010.csv");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        out.println(SummaryText.table(summary));
        out.println(TrialBalanceReport.after(summary, settings));
        out.println(farewell(running));
        out.flush();
    }

    private String farewell(RunningNode running) {
        return """
                Kassa stays up, and orders go on coming in; Ctrl-C stops it. Open %2$s in a browser and sign in with the key in
                %1$s/operator.key to watch. Or look around, for example:
                  key=$(cat %1$s/operator.key)
                  curl -H "Authorization: Bearer $key" -H 'Kassa-Merchant: retail-france' %2$s/v1/balances
                  curl -H "Authorization: Bearer $key" -H 'Kassa-Merchant: retail-france' '%2$s/v1/payments?limit=3'
                  %2$s/docs describes every call.""".formatted(data, running.node().edge());
    }
}
