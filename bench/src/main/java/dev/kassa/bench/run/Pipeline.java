package dev.kassa.bench.run;

import dev.kassa.schema.Topics;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Pushes payments through a house at full speed, from the topic of commands to the committed journal. */
final class Pipeline {
    private static final Duration SILENCE_MAX = Duration.ofSeconds(60);

    private Pipeline() {}

    /**
     * @param merchants over which the payments are spread in turn
     * @return payments per second, from the first command sent to the last entry that can be read
     */
    static double perSecond(House house, CommandFeed feed, int payments, int merchants) throws Exception {
        try (Tail journal = new Tail(house.bootstrapServers(), Topics.JOURNAL)) {
            long startNs = System.nanoTime();
            CompletableFuture<Void> sent = CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; i < payments; i++) {
                            feed.pay(CommandFeed.merchant(i % merchants), "b");
                        }
                        feed.flush();
                    },
                    work -> Thread.ofPlatform().name("bench-feed").start(work));
            try {
                journal.read(payments, SILENCE_MAX, entry -> {});
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
