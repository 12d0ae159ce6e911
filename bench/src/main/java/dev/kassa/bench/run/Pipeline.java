package dev.kassa.bench.run;

import dev.kassa.schema.Topics;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.IntConsumer;

/** Pushes payments through a house at full speed, from the topic of commands to the committed journal. */
final class Pipeline {
    private static final Duration SILENCE_MAX = Duration.ofSeconds(60);

    /**
     * Payments between the first topic and the journal at any time: enough to fill every stage, and no more than callers
     * would be let in with. Without a bound the backlog outgrows the time after which the core asks a channel again.
     */
    private static final int UNDER_WAY_MAX = Integer.getInteger("bench.window", 20_000);

    private Pipeline() {}

    /**
     * @param merchants over which the payments are spread in turn
     * @return payments per second, from the first command sent to the last entry that can be read
     */
    static double perSecond(House house, CommandFeed feed, int payments, int merchants) throws Exception {
        double perSecond = perSecond(house, payments, i -> feed.pay(CommandFeed.merchant(i % merchants), "b"));
        feed.flush();
        return perSecond;
    }

    /**
     * @param pay sends the payment of a number
     * @return payments per second, from the first command sent to the last entry that can be read
     */
    static double perSecond(House house, int payments, IntConsumer pay) throws Exception {
        try (Tail journal = new Tail(house.bootstrapServers(), Topics.JOURNAL)) {
            Semaphore window = new Semaphore(UNDER_WAY_MAX);
            long startNs = System.nanoTime();
            CompletableFuture<Void> sent = CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; i < payments; i++) {
                            window.acquireUninterruptibly();
                            pay.accept(i);
                        }
                    },
                    work -> Thread.ofPlatform().name("bench-feed").start(work));
            try {
                journal.read(payments, SILENCE_MAX, entry -> window.release());
            } catch (IllegalStateException e) {
                throw new IllegalStateException(e.getMessage() + "; " + house.progress(), e);
            }
            long endNs = System.nanoTime();
            sent.join();
            return payments / ((endNs - startNs) / 1e9);
        }
    }

    /** Onboards and warms up, so that what is measured is compiled. */
    static void warm(House house, CommandFeed feed, int payments, int merchants) throws Exception {
        feed.onboard(merchants);
        perSecond(house, feed, payments, merchants);
    }
}
