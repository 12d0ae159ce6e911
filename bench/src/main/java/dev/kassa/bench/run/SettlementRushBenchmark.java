package dev.kassa.bench.run;

import dev.kassa.bench.load.HttpLoad;
import dev.kassa.bench.load.LoadPlan;
import dev.kassa.bench.load.LoadResult;
import dev.kassa.bench.load.PaymentRequests;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** Many merchants whose business date is closed at the same instant, and what those who pay meanwhile feel of it. */
final class SettlementRushBenchmark implements Benchmark {
    private static final int MERCHANTS = 10_000;
    private static final int PAYING = 100;
    private static final int RATE = 300;
    private static final int CONNECTIONS = 128;
    private static final int AT_ONCE = 64;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration SETTLING = Duration.ofSeconds(3);
    private static final Duration MEASURED = Duration.ofSeconds(8);
    private static final Duration CLOSED_MAX = Duration.ofMinutes(2);
    private static final double TIMES_USUAL = 2;

    @Override
    public String name() {
        return "settlement-rush";
    }

    @Override
    public String sentence() {
        return MERCHANTS + " merchants are closed at the same instant while " + RATE
                + " payments/s come over HTTP: how long it takes, and the payments' p99";
    }

    @Override
    public Report run(Options options) throws Exception {
        try (TemporaryFolder folder = new TemporaryFolder();
                NodeProcess node = NodeProcess.up(
                        folder.path().resolve("data"),
                        NodeProcess.freePort(),
                        Path.of("target", "bench-" + name() + ".log"));
                KassaApi api = new KassaApi(node.endpoint("edge"))) {
            List<String> keys = api.onboard(node.operatorKey(), "rush", MERCHANTS);
            earnYesterday(api, node.operatorKey());
            List<String> paying = keys.subList(0, PAYING);
            LoadResult usual =
                    load(node.endpoint("edge"), paying, "usual", WARM_UP).get();
            CompletableFuture<LoadResult> load = load(node.endpoint("edge"), paying, "rush", SETTLING);
            Thread.sleep(SETTLING);
            long startNs = System.nanoTime();
            long settled = close(api, node.operatorKey());
            double seconds = (System.nanoTime() - startNs) / 1e9;
            LoadResult during = load.get();
            usual.requireAllSucceeded();
            during.requireAllSucceeded();
            if (settled != MERCHANTS) {
                throw new IllegalStateException(settled + " dates were settled, not " + MERCHANTS);
            }
            return new Report(name())
                    .value("merchants", MERCHANTS)
                    .value("payments_per_second", RATE)
                    .figure("all closed, drawn up and carried out", "seconds", seconds, " s")
                    .figure("payments, p99 as usual", "usual_p99_ms", usual.percentileMs(99), " ms")
                    .figure("payments, p50 meanwhile", "rush_p50_ms", during.percentileMs(50), " ms")
                    .atMost(
                            "payments, p99 meanwhile",
                            "rush_p99_ms",
                            during.percentileMs(99),
                            Math.ceil(TIMES_USUAL * usual.percentileMs(99)),
                            " ms");
        }
    }

    private static void earnYesterday(KassaApi api, String operatorKey) throws InterruptedException {
        String at = LocalDate.now(ZoneOffset.UTC).minusDays(1) + "T12:00:00Z";
        Semaphore atOnce = new Semaphore(AT_ONCE);
        AtomicInteger paid = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < MERCHANTS; i++) {
                Map<String, String> merchant = Map.of("Kassa-Merchant", "rush-" + i);
                String body =
                        "{\"order_no\":\"y\",\"amount\":1000,\"currency\":\"GBP\",\"occurred_at\":\"" + at + "\"}";
                atOnce.acquire();
                threads.execute(() -> {
                    try {
                        int status = api.change("POST", "/v1/payments", operatorKey, merchant, body)
                                .status();
                        paid.addAndGet(status == 201 ? 1 : 0);
                    } catch (IOException e) {
                        throw new IllegalStateException("yesterday cannot be paid", e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } finally {
                        atOnce.release();
                    }
                });
            }
        }
        if (paid.get() != MERCHANTS) {
            throw new IllegalStateException(paid.get() + " payments of yesterday succeeded, not " + MERCHANTS);
        }
    }

    /** Runs the job, and waits for its end; how many settlements it made. */
    private static long close(KassaApi api, String operatorKey) throws IOException, InterruptedException {
        KassaApi.Answer begun = api.post("/v1/jobs/settlement/run", operatorKey, "", "{\"reason\":\"rush\"}");
        if (begun.status() >= 300) {
            throw new IOException("the job was answered " + begun);
        }
        long giveUpAt = System.nanoTime() + CLOSED_MAX.toNanos();
        while (System.nanoTime() < giveUpAt) {
            JsonNode last = api.get("/v1/jobs/settlement", operatorKey).json().path("last_run");
            if (last.path("status").asString("").equals("completed")) {
                return last.path("counts").path("settlements").asLong(-1);
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("the job did not end within " + CLOSED_MAX);
    }

    private CompletableFuture<LoadResult> load(URI edge, List<String> keys, String orders, Duration warmUp) {
        LoadPlan plan = new LoadPlan(
                new InetSocketAddress(edge.getHost(), edge.getPort()), CONNECTIONS, RATE, warmUp, MEASURED);
        PaymentRequests requests = new PaymentRequests(edge.getAuthority(), keys, orders, 7);
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return HttpLoad.run(plan, requests);
                    } catch (IOException e) {
                        throw new IllegalStateException("the load broke off", e);
                    }
                },
                work -> Thread.ofPlatform().name("bench-load").start(work));
    }
}
