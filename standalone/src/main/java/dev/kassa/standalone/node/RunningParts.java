package dev.kassa.standalone.node;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of a node that have been started, in whatever order they came up, closed in the order in which work flows.
 * Thread-safe. A part that fails to close is reported and does not keep the others from closing.
 */
final class RunningParts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningParts.class);

    /** In the order of closing; parts of one rank are closed at the same time. */
    enum Rank {
        EDGE,
        /** Before the views that they read. */
        EXPORTS,
        CONNECTORS,
        APPLICATIONS,
        SERVERS,
        BROKER,
        FOLDER
    }

    private final Map<Rank, List<AutoCloseable>> parts = new EnumMap<>(Rank.class);
    private boolean closed;

    /** Takes a part in; where all is closed already, as a start that failed elsewhere does, closes it at once. */
    <T extends AutoCloseable> T add(Rank rank, T part) {
        synchronized (this) {
            if (!closed) {
                parts.computeIfAbsent(rank, any -> new ArrayList<>()).add(part);
                return part;
            }
        }
        close(part);
        return part;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        parts.forEach((rank, ofRank) -> {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                ofRank.forEach(part -> threads.submit(() -> close(part)));
            }
        });
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.error("{} did not close cleanly", part.getClass().getSimpleName(), e);
        }
    }
}
