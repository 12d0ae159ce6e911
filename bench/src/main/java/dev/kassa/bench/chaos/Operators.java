package dev.kassa.bench.chaos;

import dev.kassa.bench.check.Evidence.Change;
import dev.kassa.bench.run.KassaApi;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Operators at work while payments go on: they change merchants, limits, prices, rules, blacklists and settings, now and then
 * meaning another version than there is, and decide on what waits for a person. Every change is kept. Thread-safe.
 */
final class Operators {
    private static final Duration BREATH_MAX = Duration.ofMillis(300);

    private final KassaApi api;
    private final String operatorKey;
    private final Callers callers;
    private final int merchants;
    private final List<Change> changes = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Long> lastSeen = new ConcurrentHashMap<>();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicLong counter = new AtomicLong();
    private final AtomicLong decided = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();

    /** @param callers who know what waits for a person */
    Operators(KassaApi api, String operatorKey, Callers callers, int merchants) {
        this.api = api;
        this.operatorKey = operatorKey;
        this.callers = callers;
        this.merchants = merchants;
    }

    void start(int operators, long seed) {
        for (int i = 0; i < operators; i++) {
            SplittableRandom random = new SplittableRandom(seed - 1 - i);
            threads.add(Thread.ofVirtual().name("operator-" + i).start(() -> work(random)));
        }
    }

    /** No more of it; returns when the last change is answered. */
    void stop() throws InterruptedException {
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    List<Change> changes() {
        return List.copyOf(changes);
    }

    /** How many reviews were decided. */
    long decided() {
        return decided.get();
    }

    private void work(SplittableRandom random) {
        try {
            while (!stop.get()) {
                Thread.sleep(random.nextLong(BREATH_MAX.toMillis()));
                change(random, Proposal.any(random, merchants));
                if (random.nextBoolean()) {
                    decide(random);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void change(SplittableRandom random, Proposal proposal) throws InterruptedException {
        String requestId = "change-" + counter.incrementAndGet();
        Map<String, String> headers = new HashMap<>(condition(random, proposal));
        headers.put("Request-Id", requestId);
        long askedNs = System.nanoTime();
        int status = 0;
        long version = 0;
        try {
            KassaApi.Answer answer =
                    api.change(proposal.method(), proposal.path(), operatorKey, headers, proposal.body());
            status = answer.status();
            if (!answer.etag().isEmpty()) {
                version = Long.parseLong(answer.etag().replace("\"", ""));
                lastSeen.merge(proposal.subject(), version, Math::max);
            }
        } catch (IOException e) {
            // Nobody knows what became of it; the log does.
            status = 0;
        }
        changes.add(new Change(
                requestId, proposal.subject(), proposal.shared(), askedNs, System.nanoTime(), status, version));
    }

    /** Mostly none; else the version that was seen last, which another operator may have changed since, or one before. */
    private Map<String, String> condition(SplittableRandom random, Proposal proposal) {
        int dice = random.nextInt(10);
        if (dice == 9 && proposal.method().equals("PUT")) {
            return Map.of("If-None-Match", "*");
        }
        Long seen = lastSeen.get(proposal.subject());
        if (dice < 5 || seen == null) {
            return Map.of();
        }
        return Map.of("If-Match", "\"" + (dice < 8 ? seen : Math.max(1, seen - 1)) + "\"");
    }

    private void decide(SplittableRandom random) throws InterruptedException {
        Callers.Held held = callers.held();
        if (held == null) {
            return;
        }
        String decision = random.nextInt(3) == 0 ? "reject" : "accept";
        try {
            KassaApi.Answer answer = api.change(
                    "POST",
                    "/v1/payments/" + held.paymentId() + "/review",
                    operatorKey,
                    Map.of("Kassa-Merchant", held.merchantId()),
                    "{\"decision\":\"" + decision + "\",\"reason\":\"looked at\"}");
            if (answer.status() == 200) {
                decided.incrementAndGet();
            }
        } catch (IOException e) {
            callers.heldStill(held);
        }
    }
}
