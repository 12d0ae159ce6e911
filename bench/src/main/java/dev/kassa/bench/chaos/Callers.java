package dev.kassa.bench.chaos;

import dev.kassa.bench.check.Evidence.Exchange;
import dev.kassa.bench.run.KassaApi;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Callers as they are: they send things twice at once, again much later, in another order, with another body under a used
 * key, and never give up on an answer. Every exchange is kept. Thread-safe.
 */
final class Callers {
    private static final List<String> TOKENS = List.of(
            "tok_declined",
            "tok_slow_200",
            "tok_timeout_charged",
            "tok_timeout_not_charged",
            "tok_error_once",
            "tok_unavailable",
            "tok_callback_twice",
            "tok_callback_late",
            "tok_refund_declined",
            "tok_refund_timeout");
    private static final int REMEMBERED_MAX = 2_000;
    private static final int ASKERS_MAX = 64;

    /** Something asked under one key; sent as often as it takes. */
    private record Ask(String merchantId, String apiKey, String operation, String key, String body) {}

    /** A payment that waits for a person, as far as a caller knows. */
    record Held(String merchantId, String paymentId) {}

    private final KassaApi api;
    private final List<String> apiKeys;
    private final List<Exchange> exchanges = Collections.synchronizedList(new ArrayList<>());
    private final Queue<Ask> open = new ConcurrentLinkedQueue<>();
    private final Queue<Ask> told = new ConcurrentLinkedQueue<>();
    private final Queue<Ask> paid = new ConcurrentLinkedQueue<>();
    private final Queue<Held> held = new ConcurrentLinkedQueue<>();
    private final Map<String, Boolean> resolved = new ConcurrentHashMap<>();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicLong counter = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();

    Callers(KassaApi api, List<String> apiKeys) {
        this.api = api;
        this.apiKeys = List.copyOf(apiKeys);
    }

    static String merchant(int number) {
        return "chaos-" + number;
    }

    void start(int callers, long seed) {
        for (int i = 0; i < callers; i++) {
            SplittableRandom random = new SplittableRandom(seed + i);
            threads.add(Thread.ofVirtual().name("caller-" + i).start(() -> call(random)));
        }
    }

    /** No more of it; returns when every caller has put the telephone down. */
    void stop() throws InterruptedException {
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /**
     * Asks again whatever has no definite answer.
     *
     * @return how many keys still have none when the time is over
     */
    int resolve(long untilNs) throws InterruptedException {
        List<Thread> askers = new ArrayList<>();
        for (int i = 0; i < ASKERS_MAX; i++) {
            askers.add(Thread.ofVirtual().name("asker-" + i).start(() -> {
                for (Ask ask = open.poll(); ask != null && System.nanoTime() < untilNs; ask = open.poll()) {
                    send(ask);
                }
            }));
        }
        for (Thread asker : askers) {
            asker.join();
        }
        return (int) open.stream()
                .map(Ask::key)
                .distinct()
                .filter(key -> !resolved.containsKey(key))
                .count();
    }

    /** A payment for a person to decide on, told once; null where none waits. */
    @Nullable
    Held held() {
        return held.poll();
    }

    /** Nobody knows whether it was decided. */
    void heldStill(Held payment) {
        held.add(payment);
    }

    List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    private void call(SplittableRandom random) {
        while (!stop.get()) {
            if (random.nextInt(40) == 0) {
                settle(random);
            }
            int dice = random.nextInt(100);
            Ask again = dice < 10 ? told.poll() : dice < 25 ? open.poll() : null;
            if (again != null) {
                send(again);
            } else if (dice < 40 && !paid.isEmpty()) {
                refund(random);
            } else if (dice < 43 && !told.isEmpty()) {
                reuse();
            } else {
                pay(random);
            }
        }
    }

    /** Closes today for a merchant, however often it was; the log says what came of it. */
    private void settle(SplittableRandom random) {
        String body = "{\"currency\":\"GBP\",\"business_date\":\"" + LocalDate.now(ZoneId.of("Europe/London")) + "\"}";
        try {
            api.post("/v1/settlements", apiKeys.get(random.nextInt(apiKeys.size())), "", body);
        } catch (IOException e) {
            pause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pay(SplittableRandom random) {
        int merchant = random.nextInt(apiKeys.size());
        long number = counter.incrementAndGet();
        String method = random.nextInt(100) < 35
                ? ",\"payment_method\":{\"token\":\"" + TOKENS.get(random.nextInt(TOKENS.size())) + "\"}"
                : "";
        String capture = random.nextInt(100) < 8 ? ",\"capture\":\"manual\"" : "";
        // Now and then an order that another caller pays too: at most one of them may.
        String orderNo = random.nextInt(20) == 0 && number > 5 ? "order-" + (number - 5) : "order-" + number;
        String body = "{\"order_no\":\"" + orderNo + "\",\"amount\":" + random.nextLong(40, 90_000)
                + ",\"currency\":\"GBP\"" + method + capture + Payers.field(random) + "}";
        Ask ask = new Ask(merchant(merchant), apiKeys.get(merchant), "payment", "pay-" + number, body);
        if (random.nextInt(10) == 0) {
            Thread twin = Thread.ofVirtual().name("twin").start(() -> send(ask));
            send(ask);
            join(twin);
        } else {
            send(ask);
        }
    }

    private void refund(SplittableRandom random) {
        Ask payment = paid.poll();
        if (payment == null) {
            return;
        }
        long number = counter.incrementAndGet();
        String orderNo = payment.body().replaceAll(".*\"order_no\":\"([^\"]*)\".*", "$1");
        String body = "{\"order_no\":\"" + orderNo + "\",\"refund_no\":\"rf-" + number + "\",\"amount\":"
                + random.nextLong(1, 60_000) + "}";
        send(new Ask(payment.merchantId(), payment.apiKey(), "refund", "rf-" + number, body));
        if (random.nextBoolean()) {
            paid.add(payment);
        }
    }

    /** Another body under a key that was answered: must be refused. */
    private void reuse() {
        Ask ask = told.poll();
        if (ask != null) {
            String other = ask.body().replaceFirst("\"amount\":\\d+", "\"amount\":17");
            send(new Ask(ask.merchantId(), ask.apiKey(), ask.operation(), ask.key(), other));
        }
    }

    private void send(Ask ask) {
        long askedNs = System.nanoTime();
        int status = 0;
        String answer = "";
        try {
            KassaApi.Answer said = api.post("/v1/" + ask.operation() + "s", ask.apiKey(), ask.key(), ask.body());
            status = said.status();
            answer = said.body();
        } catch (IOException e) {
            answer = e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        Exchange exchange = new Exchange(
                ask.merchantId(), ask.operation(), ask.key(), ask.body(), askedNs, System.nanoTime(), status, answer);
        exchanges.add(exchange);
        after(ask, exchange);
    }

    private void after(Ask ask, Exchange exchange) {
        if (!exchange.definite()) {
            open.add(ask);
            pause();
            return;
        }
        resolved.put(ask.key(), true);
        if (told.size() < REMEMBERED_MAX && exchange.status() != 422) {
            told.add(ask);
        }
        if (ask.operation().equals("payment") && exchange.body().contains("\"status\":\"succeeded\"")) {
            paid.add(ask);
        }
        if (exchange.body().contains("\"status\":\"review\"")) {
            held.add(new Held(ask.merchantId(), paymentId(exchange)));
        }
        if (exchange.body().contains("\"status\":\"authorized\"")) {
            conclude(ask, paymentId(exchange));
        }
    }

    private static String paymentId(Exchange exchange) {
        return exchange.body().replaceAll(".*?\"id\":\"([^\"]*)\".*", "$1");
    }

    /** Takes what was authorized, or a part of it, or gives it back, or forgets about it. */
    private void conclude(Ask ask, String paymentId) {
        int dice = ThreadLocalRandom.current().nextInt(4);
        String path = "/v1/payments/" + paymentId + (dice == 0 ? "/void" : "/capture");
        String body = dice == 1 ? "{\"amount\":" + ThreadLocalRandom.current().nextInt(1, 40) + "}" : "{}";
        if (dice < 3) {
            try {
                api.post(path, ask.apiKey(), "", body);
            } catch (IOException e) {
                // Whether it happened, the log says; nobody waits for it.
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Nobody repeats without drawing breath. */
    private static void pause() {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(20, 200));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
