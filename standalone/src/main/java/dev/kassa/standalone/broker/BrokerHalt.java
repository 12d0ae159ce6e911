package dev.kassa.standalone.broker;

import org.apache.kafka.common.utils.Exit;

/**
 * What happens where Kafka's server wants to end the process: while it starts, the start fails instead, so that the reason
 * is told; once it runs, the process ends as Kafka wants it, with a word on the standard error output.
 */
final class BrokerHalt {
    private static final ThreadLocal<Boolean> STARTING = ThreadLocal.withInitial(() -> false);

    static {
        Exit.setHaltProcedure(BrokerHalt::halt);
        Exit.setExitProcedure(BrokerHalt::halt);
    }

    private BrokerHalt() {}

    /** Runs a start in this thread. */
    static void asFailure(Runnable start) {
        STARTING.set(true);
        try {
            start.run();
        } finally {
            STARTING.remove();
        }
    }

    @SuppressWarnings("SystemOut") // the log may not be written any more
    private static void halt(int status, String message) {
        if (STARTING.get()) {
            throw new IllegalStateException("the embedded broker gave up as it started; the log says why"
                    + (message == null ? "" : ": " + message));
        }
        System.err.println("kassa: the embedded broker gave up; the log says why. Start again: nothing is lost.");
        Runtime.getRuntime().halt(status);
    }
}
