package dev.kassa.bench.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.schema.Codecs;
import dev.kassa.schema.Partitions;
import dev.kassa.schema.Positions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Views filled with payments that no core made, and requests about them as the operator makes them. */
final class StoredPayments implements AutoCloseable {
    private static final int MERCHANTS = 100;
    private static final int KEYS = 100;
    private static final Duration APPLIED_MAX = Duration.ofMinutes(4);
    private static final Duration READ_MAX = Duration.ofMinutes(4);
    private static final Duration TICK = Duration.ofMillis(10);

    private final URI edge;
    private final String operatorKey;
    private final KassaApi api;
    private final PaymentFacts facts;
    private final long stored;
    private final ScheduledExecutorService coming = Executors.newSingleThreadScheduledExecutor();

    /** Returns when so many payments can be read, and nobody is behind. */
    StoredPayments(URI edge, String operatorKey, String bootstrapServers, Codecs codecs, int partitions, int payments)
            throws Exception {
        this.edge = edge;
        this.operatorKey = operatorKey;
        this.stored = payments;
        api = new KassaApi(edge);
        api.onboard(operatorKey, "stored", MERCHANTS);
        List<String> merchants =
                IntStream.range(0, MERCHANTS).mapToObj(i -> "stored-" + i).toList();
        facts = new PaymentFacts(bootstrapServers, codecs, merchants, partitions, payments);
        long startNs = System.nanoTime();
        for (int i = 0; i < payments; i++) {
            facts.succeeded();
        }
        facts.flush();
        System.out.printf("%,d payments written in %.1f s%n", payments, (System.nanoTime() - startNs) / 1e9);
        awaitApplied();
        System.out.printf("and read after %.1f s%n", (System.nanoTime() - startNs) / 1e9);
        Backlog.awaitRead(bootstrapServers, READ_MAX);
        System.out.printf("and by all applications after %.1f s%n", (System.nanoTime() - startNs) / 1e9);
    }

    private void awaitApplied() throws IOException, InterruptedException {
        long giveUpAt = System.nanoTime() + APPLIED_MAX.toNanos();
        for (int partition = 0; partition < facts.partitions(); partition++) {
            Map<String, String> demands = Map.of("Kassa-Min-Position", Positions.format(facts.position(partition)));
            String path = "/v1/payments/lookup?keys=" + anyOf(partition);
            KassaApi.Answer answer;
            do {
                answer = api.change("GET", path, operatorKey, demands, "");
                if (System.nanoTime() > giveUpAt) {
                    throw new IllegalStateException("the views do not come to the end: " + answer);
                }
            } while (answer.status() != 200);
        }
    }

    private String anyOf(int partition) {
        for (long number = 0; ; number++) {
            String id = facts.id(number);
            if (Partitions.of(facts.merchant(number), facts.partitions()) == partition) {
                return id;
            }
        }
    }

    /** From now on so many payments a second come in. */
    void comeIn(int perSecond) {
        long perTick = perSecond * TICK.toMillis() / 1_000;
        var _ = coming.scheduleAtFixedRate(
                () -> {
                    for (int i = 0; i < perTick; i++) {
                        facts.made();
                    }
                },
                0,
                TICK.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Of those that were there from the beginning. */
    String anyId(SplittableRandom random) {
        return facts.id(random.nextLong(stored));
    }

    KassaApi api() {
        return api;
    }

    /** How many came in since they were stored. */
    long cameIn() {
        return facts.count() - stored;
    }

    /** Look-ups of a hundred payments of any merchants, so of all partitions. */
    Supplier<byte[]> lookups() {
        SplittableRandom random = new SplittableRandom(11);
        return () -> {
            StringBuilder keys = new StringBuilder();
            for (int i = 0; i < KEYS; i++) {
                keys.append(i == 0 ? "\"" : ",\"").append(anyId(random)).append('"');
            }
            String body = "{\"keys\":[" + keys + "]}";
            return ("POST /v1/payments/lookup HTTP/1.1\r\nHost: " + edge.getAuthority() + "\r\nAuthorization: Bearer "
                            + operatorKey + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                            + "\r\n\r\n" + body)
                    .getBytes(UTF_8);
        };
    }

    /** First pages of any merchant's payments. */
    Supplier<byte[]> pages(int limit) {
        SplittableRandom random = new SplittableRandom(13);
        return () -> ("GET /v1/payments?limit=" + limit + " HTTP/1.1\r\nHost: " + edge.getAuthority()
                        + "\r\nAuthorization: Bearer " + operatorKey + "\r\nKassa-Merchant: "
                        + facts.merchant(random.nextLong(stored)) + "\r\n\r\n")
                .getBytes(UTF_8);
    }

    /** @throws IllegalStateException where a look-up does not find all that it asks for */
    void requireWhole() throws IOException, InterruptedException {
        String request = new String(lookups().get(), UTF_8);
        KassaApi.Answer answer =
                api.post("/v1/payments/lookup", operatorKey, "", request.substring(request.indexOf("\r\n\r\n") + 4));
        int found = answer.json().path("results").size();
        if (found != KEYS || answer.json().path("failed").size() != 0) {
            throw new IllegalStateException("a look-up of " + KEYS + " found " + found + ": " + answer.status());
        }
    }

    @Override
    public void close() {
        coming.shutdownNow();
        api.close();
        facts.close();
    }
}
