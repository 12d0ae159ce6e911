package dev.kassa.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** Runs one load on the calling thread. Use once. */
public final class HttpLoad {
    private static final long HIGHEST_US = Duration.ofMinutes(2).toNanos() / 1_000;
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);

    private final LoadPlan plan;
    private final Supplier<byte[]> requests;
    private final Selector selector;
    private final Histogram latencyUs = new Histogram(HIGHEST_US, 3);
    private final Map<Integer, Long> statuses = new TreeMap<>();
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final List<Connection> connections = new ArrayList<>();
    private final long warmUntilNs;
    private final long endNs;
    private final double intervalNs;
    private final long startNs;
    private long dueCount;
    private long succeeded;
    private long broken;

    private HttpLoad(LoadPlan plan, Supplier<byte[]> requests, Selector selector) throws IOException {
        this.plan = plan;
        this.requests = requests;
        this.selector = selector;
        for (int i = 0; i < plan.connections(); i++) {
            Connection connection = new Connection(selector, plan.target());
            connections.add(connection);
            idle.add(connection);
        }
        this.startNs = System.nanoTime();
        this.warmUntilNs = startNs + plan.warmUp().toNanos();
        this.endNs = warmUntilNs + plan.measured().toNanos();
        this.intervalNs = plan.open() ? 1e9 / plan.ratePerSecond() : 0;
    }

    /**
     * Sends the load and returns when it is over.
     *
     * @param requests gives the bytes of each request, on the calling thread
     */
    public static LoadResult run(LoadPlan plan, Supplier<byte[]> requests) throws IOException {
        try (Selector selector = Selector.open()) {
            return new HttpLoad(plan, requests, selector).run();
        }
    }

    private LoadResult run() throws IOException {
        while (System.nanoTime() < endNs) {
            send();
            selector.select(this::ready, waitMs());
        }
        // An open loop owes an answer to all that was due: without this a stall at the end would not be seen.
        long lastNs = endNs + LAST_ANSWERS.toNanos();
        while (plan.open() && (busy() > 0 || dueCount < dueBy(endNs)) && System.nanoTime() < lastNs) {
            send();
            selector.select(this::ready, 10);
        }
        long unanswered = busy() + (plan.open() ? dueBy(endNs) - dueCount : 0);
        for (Connection connection : connections) {
            connection.close();
        }
        double seconds = plan.measured().toNanos() / 1e9;
        return new LoadResult(latencyUs, seconds, statuses, succeeded, broken, unanswered);
    }

    private void send() throws IOException {
        long now = System.nanoTime();
        long due = plan.open() ? dueBy(Math.min(now, endNs)) : Long.MAX_VALUE;
        while (dueCount < due && !idle.isEmpty()) {
            long dueNs = plan.open() ? startNs + (long) (dueCount * intervalNs) : System.nanoTime();
            Connection connection = idle.poll();
            dueCount++;
            try {
                connection.send(requests.get(), dueNs);
            } catch (IOException e) {
                lost(connection);
            }
        }
    }

    /** How many requests are due before a moment. */
    private long dueBy(long ns) {
        return (long) Math.ceil((ns - startNs) / intervalNs);
    }

    private long waitMs() {
        if (!plan.open() || idle.isEmpty()) {
            return 100;
        }
        long nextNs = startNs + (long) (dueCount * intervalNs);
        return Math.max(1, (nextNs - System.nanoTime()) / 1_000_000);
    }

    private void ready(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        try {
            if (connection.proceed(key)) {
                answered(connection);
                idle.add(connection);
            }
        } catch (IOException e) {
            lost(connection);
        }
    }

    private void answered(Connection connection) {
        long now = System.nanoTime();
        boolean counted = plan.open()
                ? connection.dueNs >= warmUntilNs && connection.dueNs < endNs
                : now >= warmUntilNs && now < endNs;
        if (!counted) {
            return;
        }
        latencyUs.recordValue(Math.min(HIGHEST_US, (now - connection.dueNs) / 1_000));
        statuses.merge(connection.answer().status(), 1L, Long::sum);
        if (connection.answer().succeeded()) {
            succeeded++;
        }
    }

    private void lost(Connection connection) {
        broken++;
        try {
            connection.renew();
            idle.add(connection);
        } catch (IOException e) {
            throw new UncheckedIOException("no connection to " + plan.target(), e);
        }
    }

    private long busy() {
        return connections.stream().filter(connection -> connection.busy).count();
    }
}
