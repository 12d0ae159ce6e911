package dev.kassa.bench.run;

import dev.kassa.schema.Codecs;
import dev.kassa.schema.HttpSchemaRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** A million payments in a node's views, exported over HTTP in each format: from the request to the file that may be had. */
final class ExportBenchmark implements Benchmark {
    private static final int PAYMENTS = 1_000_000;
    private static final int WARM_PAYMENTS = 20_000;
    private static final int MERCHANTS_MAX = 16;
    private static final Duration FILL_MAX = Duration.ofMinutes(5);
    private static final Duration EXPORT_MAX = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(25);
    private static final List<String> FORMATS = List.of("csv", "xlsx", "pdf");
    private static final double MIB = 1 << 20;

    /** What one export came to. */
    private record Exported(double seconds, long rows, long captured, double heapPeakMib) {}

    @Override
    public String name() {
        return "export";
    }

    @Override
    public String sentence() {
        return "A million payments of a node's views as CSV, XLSX and PDF: rows/s end to end, memory, totals";
    }

    @Override
    public Report run(Options options) throws Exception {
        int payments = options.payments(PAYMENTS);
        Path log = Path.of("target", "bench-export.log");
        try (TemporaryFolder folder = new TemporaryFolder();
                NodeProcess node = NodeProcess.up(folder.path().resolve("data"), NodeProcess.freePort(), log);
                KassaApi api = new KassaApi(node.endpoint("edge"))) {
            String key = node.operatorKey();
            api.onboard(key, "export", MERCHANTS_MAX);
            Codecs codecs =
                    new Codecs(HttpSchemaRegistry.of(node.endpoint("registry").toString()));
            Report report = new Report(name());
            int same = 0;
            try (FactFeed feed = new FactFeed(node.bootstrapServers(), codecs, House.PARTITIONS)) {
                long captured = fill(feed, 0, WARM_PAYMENTS);
                awaitViews(api, key, captured);
                for (String format : FORMATS) {
                    export(api, key, format);
                }
                long startedNs = System.nanoTime();
                captured += fill(feed, WARM_PAYMENTS, payments);
                awaitViews(api, key, captured);
                report.figure("views filled", "fill_s", secondsSince(startedNs), " s");
                for (String format : FORMATS) {
                    Exported exported = export(api, key, format);
                    add(report, format, exported);
                    same += exported.rows == payments && exported.captured == captured ? 1 : 0;
                }
            }
            return report.value("payments", payments)
                    .figure("resident, highest", "resident_mib", node.memoryBytes("VmHWM") / MIB, " MiB")
                    .atLeast("formats whose totals are the trial balance's", "same_totals", same, FORMATS.size(), "");
        }
    }

    private static void add(Report report, String format, Exported exported) {
        String measure = format.toUpperCase(Locale.ROOT) + " rows";
        String key = format + "_rows_per_second";
        double perSecond = exported.rows / exported.seconds;
        switch (format) {
            case "csv" -> report.atLeast(measure, key, perSecond, 200_000, "/s");
            case "xlsx" -> report.atLeast(measure, key, perSecond, 50_000, "/s");
            default -> report.figure(measure, key, perSecond, "/s");
        }
        report.figure(
                format.toUpperCase(Locale.ROOT) + " heap in use, peak",
                format + "_heap_peak_mib",
                exported.heapPeakMib,
                " MiB");
    }

    /** @return what was captured */
    private static long fill(FactFeed feed, int from, int to) throws Exception {
        long captured = 0;
        for (int i = from; i < to; i++) {
            long amount = 500 + (i * 7_919L) % 49_500;
            feed.paid("export-" + i % MERCHANTS_MAX, i, amount, amount / 100);
            captured += amount;
        }
        feed.flush();
        return captured;
    }

    /** Until the trial balance is of everything, and balances. */
    private static void awaitViews(KassaApi api, String key, long captured) throws IOException, InterruptedException {
        long giveUpAt = System.nanoTime() + FILL_MAX.toNanos();
        while (true) {
            JsonNode balance = api.get("/v1/ledger/trial-balance", key).json();
            if (balance.path("healthy").asBoolean(false)
                    && balance.path("data").path(0).path("debits").asLong(0) == captured) {
                return;
            }
            if (System.nanoTime() > giveUpAt) {
                throw new IllegalStateException("the views do not hold " + captured + ": " + balance);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private static Exported export(KassaApi api, String key, String format) throws IOException, InterruptedException {
        long startedNs = System.nanoTime();
        String order = "{\"kind\":\"payments\",\"format\":\"%s\"}".formatted(format);
        KassaApi.Answer asked = api.post("/v1/exports", key, "", order);
        if (asked.status() != 202) {
            throw new IOException("asked for " + format + ": " + asked);
        }
        String path = "/v1/exports/" + asked.json().path("id").asString("");
        double heapPeak = 0;
        while (secondsSince(startedNs) < EXPORT_MAX.toSeconds()) {
            JsonNode export = api.get(path, key).json();
            String status = export.path("status").asString("");
            if (status.equals("completed")) {
                return new Exported(
                        secondsSince(startedNs),
                        export.path("rows").asLong(0),
                        export.path("control_totals")
                                .path(0)
                                .path("amount_captured")
                                .asLong(0),
                        Math.max(heapPeak, heap(api, key)) / MIB);
            }
            if (!List.of("pending", "running").contains(status)) {
                throw new IOException("the " + format + " is " + export);
            }
            heapPeak = Math.max(heapPeak, heap(api, key));
            LockSupport.parkNanos(POLL.toNanos());
        }
        throw new IOException("no " + format + " within " + EXPORT_MAX);
    }

    /** What the node's JVM has in use, garbage included. */
    private static double heap(KassaApi api, String key) throws IOException, InterruptedException {
        return api.get("/metrics", key)
                .body()
                .lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes{") && line.contains("area=\"heap\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static double secondsSince(long startedNs) {
        return (System.nanoTime() - startedNs) / 1e9;
    }
}
