package dev.kassa.standalone.cli;

import dev.kassa.standalone.node.DataFolder;
import dev.kassa.standalone.node.Node;
import dev.kassa.standalone.node.NodeSettings;
import dev.kassa.standalone.node.StartException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The node of this process. It is closed when the process is told to stop, within a bound. */
final class RunningNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningNode.class);

    private final Node node;
    private final Duration startTime;

    private RunningNode(Node node, Duration startTime) {
        this.node = node;
        this.startTime = startTime;
    }

    static RunningNode start(DataFolder folder, NodeSettings settings) {
        Node node = Node.start(folder, settings);
        StopSignal.closes(node);
        // Counted from the start of the JVM: what a person waits for.
        Duration startTime = Duration.ofMillis(System.currentTimeMillis()
                - java.lang.management.ManagementFactory.getRuntimeMXBean().getStartTime());
        return new RunningNode(node, startTime);
    }

    /** One line for programs on the standard output; the details beside it. */
    void report(CommandLine line) {
        LOG.info("ready after {} ms at {}", startTime.toMillis(), node.endpoints());
        line.getErr().printf("kassa: started in %.1f s; %s%n", startTime.toMillis() / 1e3, node.endpoints());
        line.getErr().flush();
        line.getOut().println("ready " + node.edge());
        line.getOut().flush();
    }

    Node node() {
        return node;
    }

    /** Waits until the node cannot go on; a signal ends the process before that. */
    int awaitEnd() throws InterruptedException {
        node.awaitDeath();
        throw new StartException("an application gave up; the log says why. Start again: nothing is lost.");
    }

    @Override
    public void close() {
        node.close();
    }
}
