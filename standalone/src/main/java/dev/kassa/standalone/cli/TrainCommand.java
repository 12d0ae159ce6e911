package dev.kassa.standalone.cli;

import dev.kassa.standalone.node.DataFolder;
import dev.kassa.standalone.node.Node;
import dev.kassa.standalone.node.NodeSettings;
import dev.kassa.standalone.replay.OrderFile;
import dev.kassa.standalone.replay.Patience;
import dev.kassa.standalone.replay.Replay;
import dev.kassa.standalone.replay.Summary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code train FOLDER}: starts a node, has it carry out some orders, and stops it. The launcher runs it once after a
 * build, for the JVM to note which classes a start needs and which methods are worth compiling: a node so is quick from
 * its first minute.
 */
@Command(name = "train", hidden = true, description = "A short life, for the JVM to learn from.")
public final class TrainCommand implements Callable<Integer> {
    private static final int ROWS = 1_500;

    @Parameters(paramLabel = "FOLDER", description = "A folder of which nothing is kept.")
    private Path data = Path.of("");

    @Override
    public Integer call() throws InterruptedException {
        DataFolder folder = DemoFolder.fresh(data);
        Logs.keepIn(data);
        try (Node node = Node.start(folder, NodeSettings.anywhere())) {
            Replay.Settings settings =
                    new Replay.Settings(node.edge(), node.operatorKey(), 64, 0, new Patience(Duration.ofSeconds(30)));
            Summary summary =
                    new Replay(settings, () -> {}).run(OrderFile.sample().subList(0, ROWS), "sample");
            return summary.allDefinite() ? 0 : 1;
        }
    }
}
