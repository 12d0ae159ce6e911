package dev.kassa.schedule.work;

import java.time.Duration;

/**
 * How a process works on jobs.
 *
 * @param lookEvery how often it looks for what is to be done
 * @param heartbeatEvery how often it says that it is at it; well below the schedule's lease
 * @param resendAfter after which something is told again of which nothing was heard
 */
public record JobWorkSettings(Duration lookEvery, Duration heartbeatEvery, Duration resendAfter) {
    /** What Kassa ships with. */
    public static final JobWorkSettings SHIPPED =
            new JobWorkSettings(Duration.ofMillis(200), Duration.ofSeconds(10), Duration.ofSeconds(3));
}
