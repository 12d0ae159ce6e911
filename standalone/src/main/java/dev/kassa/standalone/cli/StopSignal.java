package dev.kassa.standalone.cli;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A clean stop when the process is told to end, within a bound: what takes longer is left behind as by a crash. */
final class StopSignal {
    private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);
    private static final Duration STOP_MAX = Duration.ofSeconds(9);

    private StopSignal() {}

    /** From now on SIGTERM and SIGINT close it. It must bear being closed twice. */
    static void closes(AutoCloseable running) {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("kassa-stop").unstarted(() -> stop(running)));
    }

    private static void stop(AutoCloseable running) {
        Thread closing = Thread.ofPlatform().daemon().name("kassa-close").start(() -> close(running));
        try {
            if (!closing.join(STOP_MAX)) {
                LOG.error("not everything stopped within {}; the next start mends what is left behind", STOP_MAX);
            }
        } catch (InterruptedException e) {
            LOG.error("interrupted while stopping", e);
        }
    }

    private static void close(AutoCloseable running) {
        try {
            running.close();
        } catch (Exception e) {
            LOG.error("did not stop cleanly", e);
        }
    }
}
