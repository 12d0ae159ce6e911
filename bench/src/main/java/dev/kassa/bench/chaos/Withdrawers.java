package dev.kassa.bench.chaos;

import dev.kassa.bench.run.KassaApi;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/**
 * Merchants that withdraw to accounts at which the bank behaves in each way that it can but for silence for ever, and somebody
 * who approves it all. What is not answered is asked again until it is. Thread-safe.
 */
final class Withdrawers {
    private static final int MERCHANTS = 2;
    private static final List<String> ENDINGS =
            List.of("000", "901", "902", "903", "904", "906", "907", "908", "909", "910", "911");
    private static final int AMOUNT_MIN = 500;
    private static final int AMOUNT_MAX = 40_000;
    private static final Duration BREATH_MAX = Duration.ofMillis(900);
    private static final Duration AGAIN_AFTER = Duration.ofMillis(400);
    private static final long ANSWERED_WITHIN_NS = Duration.ofMinutes(4).toNanos();

    private final KassaApi api;
    private final String operatorKey;
    private final List<List<String>> accounts = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicLong counter = new AtomicLong();
    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
    private String approverKey = "";

    Withdrawers(KassaApi api, String operatorKey) {
        this.api = api;
        this.operatorKey = operatorKey;
    }

    private static String merchant(int number) {
        return "withdrawing-" + number;
    }

    /** Earns what is to be withdrawn, and has accounts verified. To be called before anybody is at work. */
    void prepare() throws IOException, InterruptedException {
        api.onboard(operatorKey, "withdrawing", MERCHANTS);
        done(api.change(
                "PUT", "/v1/settings/withdrawal.cooling_off_hours", operatorKey, Map.of(), "{\"value\":\"0\"}"));
        approverKey = done(api.post("/v1/keys", operatorKey, "", "{\"name\":\"approver\",\"scopes\":[\"approver\"]}"))
                .path("key")
                .asString();
        for (int i = 0; i < MERCHANTS; i++) {
            earn(i);
            List<String> of = new ArrayList<>();
            for (String ending : ENDINGS) {
                String id = done(post(i, "/v1/bank-accounts", """
                        {"currency": "GBP", "country": "GB", "holder": "Shop", "account_number": "12345%s"}""".formatted(ending)))
                        .path("id")
                        .asString();
                done(api.post("/v1/bank-accounts/" + id + "/verify", approverKey, "", "{}"));
                of.add(id);
            }
            accounts.add(of);
        }
    }

    /** Enough and too little: some are refused in the end. A channel that has just started may take its time. */
    private void earn(int merchant) throws IOException, InterruptedException {
        done(untilAnswered(merchant, "/v1/payments", operatorKey, """
                {"order_no": "earned", "amount": 1000000, "currency": "GBP", "occurred_at": "2026-01-05T12:00:00Z"}"""));
        done(untilAnswered(merchant, "/v1/settlements", operatorKey, """
                {"currency": "GBP", "business_date": "2026-01-05"}"""));
    }

    private KassaApi.Answer post(int merchant, String path, String json) throws IOException, InterruptedException {
        return api.change("POST", path, operatorKey, Map.of("Kassa-Merchant", merchant(merchant)), json);
    }

    private static JsonNode done(KassaApi.Answer answer) throws IOException {
        if (answer.status() != 200 && answer.status() != 201) {
            throw new IOException("what withdrawers need was answered " + answer);
        }
        return answer.json();
    }

    void start(int withdrawers, long seed) {
        for (int i = 0; i < withdrawers; i++) {
            SplittableRandom random = new SplittableRandom(seed + 31L * i);
            threads.add(Thread.ofVirtual().name("withdrawer-" + i).start(() -> work(random)));
        }
    }

    /** No more of it; returns when the last is answered. */
    void stop() throws InterruptedException {
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void work(SplittableRandom random) {
        try {
            while (!stop.get()) {
                Thread.sleep(random.nextLong(BREATH_MAX.toMillis()));
                withdraw(random);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void withdraw(SplittableRandom random) throws InterruptedException {
        int merchant = random.nextInt(MERCHANTS);
        List<String> of = accounts.get(merchant);
        String body = """
                {"withdrawal_no": "w-%d", "amount": %d, "currency": "GBP", "account_id": "%s"}""".formatted(
                counter.incrementAndGet(), random.nextInt(AMOUNT_MIN, AMOUNT_MAX), of.get(random.nextInt(of.size())));
        KassaApi.Answer asked = untilAnswered(merchant, "/v1/withdrawals", operatorKey, body);
        if (asked.status() != 201) {
            count(asked.status() == 0 ? "none" : asked.json().path("code").asString("none"));
            return;
        }
        count("asked");
        String path = "/v1/withdrawals/" + asked.json().path("id").asString();
        if (random.nextInt(10) == 0) {
            count("cancel "
                    + untilAnswered(merchant, path + "/cancel", operatorKey, "{}")
                            .status());
        } else {
            count("approve "
                    + untilAnswered(merchant, path + "/approve", approverKey, "{}")
                            .status());
        }
    }

    /** The same again and again, until what became of it is known. */
    private KassaApi.Answer untilAnswered(int merchant, String path, String key, String body)
            throws InterruptedException {
        long giveUpAt = System.nanoTime() + ANSWERED_WITHIN_NS;
        while (System.nanoTime() < giveUpAt) {
            try {
                KassaApi.Answer answer =
                        api.change("POST", path, key, Map.of("Kassa-Merchant", merchant(merchant)), body);
                boolean notYetSeen = answer.status() == 404;
                if (answer.status() != 202 && answer.status() < 500 && !notYetSeen) {
                    return answer;
                }
            } catch (IOException e) {
                // Nobody knows what became of it; the same again tells.
                count("broken");
            }
            Thread.sleep(AGAIN_AFTER);
        }
        return new KassaApi.Answer(0, "", "", "");
    }

    /** Whether none waits for anybody any more. */
    boolean concluded() throws IOException, InterruptedException {
        for (int i = 0; i < MERCHANTS; i++) {
            for (String status : List.of("pending", "approved", "processing")) {
                KassaApi.Answer answer = api.change(
                        "GET",
                        "/v1/withdrawals?status=" + status,
                        operatorKey,
                        Map.of("Kassa-Merchant", merchant(i)),
                        "");
                if (!done(answer).path("data").isEmpty()) {
                    return false;
                }
            }
        }
        return true;
    }

    private void count(String what) {
        answers.computeIfAbsent(what, none -> new AtomicInteger()).incrementAndGet();
    }

    /** How often each was answered. */
    Map<String, Integer> answers() {
        Map<String, Integer> sums = new TreeMap<>();
        answers.forEach((what, sum) -> sums.put(what, sum.get()));
        return sums;
    }
}
