package dev.kassa.bench.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback interface that stay free until they are listened on, also while a process that had one is away: they
 * are below those from which the system gives outgoing connections theirs. Not thread-safe.
 */
final class Ports {
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int TRIES_MAX = 1_000;

    private final Set<Integer> given = new HashSet<>();

    /** One that nobody listens on and that was not given before. */
    int next() {
        for (int i = 0; i < TRIES_MAX; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (!given.contains(port) && isFree(port)) {
                given.add(port);
                return port;
            }
        }
        throw new IllegalStateException("no free port between " + LOWEST + " and " + HIGHEST);
    }

    /** Waits until somebody listens on each. */
    static void awaitTaken(List<Integer> ports, Duration atMost) throws InterruptedException {
        long giveUpAt = System.nanoTime() + atMost.toNanos();
        for (int port : ports) {
            while (isFree(port)) {
                if (System.nanoTime() > giveUpAt) {
                    throw new IllegalStateException("nobody listens on " + port + " after " + atMost);
                }
                Thread.sleep(Duration.ofMillis(100));
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
