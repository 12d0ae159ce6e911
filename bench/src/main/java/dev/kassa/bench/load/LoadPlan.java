package dev.kassa.bench.load;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * What to send and for how long.
 *
 * @param connections kept open all the time; at most one request each is under way
 * @param ratePerSecond requests due per second; 0 for a closed loop
 * @param warmUp sent but not counted
 * @param measured counted
 */
public record LoadPlan(
        InetSocketAddress target, int connections, double ratePerSecond, Duration warmUp, Duration measured) {
    public LoadPlan {
        if (connections < 1 || connections > 4096) {
            throw new IllegalArgumentException("connections must be 1 to 4096: " + connections);
        }
    }

    boolean open() {
        return ratePerSecond > 0;
    }
}
