package dev.kassa.bench.cluster;

import dev.kassa.bench.run.KassaApi;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Merchants that pay without end, one payment at a time each. Thread-safe. */
final class Payments implements AutoCloseable {
    private static final Duration BREATH = Duration.ofMillis(250);

    private final KassaApi api;
    private final List<Paid> paid = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicBoolean stop = new AtomicBoolean();

    /**
     * A payment with a definite answer.
     *
     * @param repeats how often it was sent again before
     */
    record Paid(long askedNs, long answeredNs, int repeats) {
        double ms() {
            return (answeredNs - askedNs) / 1e6;
        }
    }

    /** Starts at once. */
    Payments(KassaApi api, List<String> apiKeys) {
        this.api = api;
        for (int i = 0; i < apiKeys.size(); i++) {
            String name = "m" + i;
            String key = apiKeys.get(i);
            threads.add(Thread.ofVirtual().name("pays-" + name).start(() -> pay(name, key)));
        }
    }

    /** Those that were under way at a time or asked after it. */
    List<Paid> overlapping(long fromNs) {
        synchronized (paid) {
            return paid.stream().filter(one -> one.answeredNs() >= fromNs).toList();
        }
    }

    private void pay(String name, String apiKey) {
        try {
            for (int i = 0; !stop.get(); i++) {
                String order = name + "-" + i;
                String body = "{\"order_no\":\"" + order + "\",\"amount\":1000,\"currency\":\"GBP\"}";
                long askedNs = System.nanoTime();
                int repeats = 0;
                while (!paid(apiKey, order, body) && !stop.get()) {
                    repeats++;
                    Thread.sleep(BREATH);
                }
                paid.add(new Paid(askedNs, System.nanoTime(), repeats));
                Thread.sleep(BREATH);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean paid(String apiKey, String order, String body) throws InterruptedException {
        try {
            return api.post("/v1/payments", apiKey, order, body).status() == 201;
        } catch (IOException silence) {
            return false;
        }
    }

    @Override
    public void close() {
        stop.set(true);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Some payments, in figures. */
    record Summary(int count, double medianMs, double longestMs, long slow, long repeats) {
        private static final double SLOW_MS = 1_000;

        static Summary of(List<Paid> payments) {
            List<Double> sorted = payments.stream().map(Paid::ms).sorted().toList();
            return new Summary(
                    sorted.size(),
                    sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2),
                    sorted.isEmpty() ? 0 : sorted.getLast(),
                    sorted.stream().filter(ms -> ms > SLOW_MS).count(),
                    payments.stream().mapToLong(Paid::repeats).sum());
        }

        @Override
        public String toString() {
            return "%4d payments, p50 %4.0f ms, longest %6.0f ms, %3d beyond a second, %2d sent again"
                    .formatted(count, medianMs, longestMs, slow, repeats);
        }
    }
}
