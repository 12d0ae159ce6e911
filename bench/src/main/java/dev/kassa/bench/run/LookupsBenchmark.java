package dev.kassa.bench.run;

import dev.kassa.bench.cluster.Installation;
import dev.kassa.bench.cluster.Size;
import dev.kassa.bench.load.HttpLoad;
import dev.kassa.bench.load.LoadPlan;
import dev.kassa.bench.load.LoadResult;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.HttpSchemaRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Look-ups of a hundred payments and pages of lists at an edge, with a million payments in the views and a thousand more coming
 * in each second. These are written as facts, as the core would write them; nothing is paid meanwhile.
 */
final class LookupsBenchmark implements Benchmark {
    private static final int STORED = 1_000_000;
    private static final int COMING_PER_SECOND = 1_000;
    private static final int LOOKUPS_PER_SECOND = 200;
    private static final int PAGES_PER_SECOND = 50;
    private static final int CONNECTIONS = 32;
    private static final int COMPILED_SECONDS = 40;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final int SECONDS = 20;
    private static final int PAGE_SECONDS = 10;
    private static final int[] PAGE_SIZES = {100, 500};
    private static final double MIB = 1 << 20;

    private final boolean two;
    private long unanswered;

    private LookupsBenchmark(boolean two) {
        this.two = two;
    }

    /** Everything in one process. */
    static LookupsBenchmark ofOne() {
        return new LookupsBenchmark(false);
    }

    /** Two instances of the views and an edge, each a process. */
    static LookupsBenchmark ofTwo() {
        return new LookupsBenchmark(true);
    }

    @Override
    public String name() {
        return two ? "lookups-two" : "lookups";
    }

    @Override
    public String sentence() {
        return "Look-ups of 100 payments at 200/s and pages of lists, a million payments in the views of "
                + (two ? "two instances" : "a node") + ", 1,000/s coming in";
    }

    @Override
    public Report run(Options options) throws Exception {
        int payments = options.payments(STORED);
        try (TemporaryFolder folder = new TemporaryFolder()) {
            return two ? ofTwo(folder, payments, options) : ofOne(folder, payments, options);
        }
    }

    private Report ofOne(TemporaryFolder folder, int payments, Options options) throws Exception {
        try (NodeProcess node = NodeProcess.up(
                folder.path().resolve("data"), NodeProcess.freePort(), Path.of("target", "bench-lookups.log"))) {
            Codecs codecs =
                    new Codecs(HttpSchemaRegistry.of(node.endpoint("registry").toString()));
            URI edge = node.endpoint("edge");
            try (StoredPayments stored = new StoredPayments(
                    edge, node.operatorKey(), node.bootstrapServers(), codecs, House.PARTITIONS, payments)) {
                Report report = measure(edge, stored, options, 15);
                return report.figure("resident", "resident_mib", node.memoryBytes("VmRSS") / MIB, " MiB")
                        .figure("highest", "highest_mib", node.memoryBytes("VmHWM") / MIB, " MiB");
            }
        }
    }

    private Report ofTwo(TemporaryFolder folder, int payments, Options options) throws Exception {
        try (Installation installation = new Installation(folder.path(), Size.TWO_VIEWS)) {
            URI edge = installation.edge();
            try (StoredPayments stored = new StoredPayments(
                    edge,
                    installation.operatorKey(),
                    installation.bootstrapServers(),
                    installation.codecs(),
                    Installation.PARTITIONS,
                    payments)) {
                Report report = measure(edge, stored, options, 30);
                for (String views : new String[] {"views-1", "views-2"}) {
                    double mib = installation.victim(views).residentBytes() / MIB;
                    report.figure("resident " + views, views + "_mib", mib, " MiB");
                }
                return report;
            }
        }
    }

    private Report measure(URI edge, StoredPayments stored, Options options, double targetMs) throws Exception {
        stored.requireWhole();
        stored.comeIn(COMING_PER_SECOND);
        long startNs = System.nanoTime();
        Report report = new Report(name());
        // By themselves, so that nothing that was due while the compiler was at work waits when the measuring begins.
        load(edge, LOOKUPS_PER_SECOND, COMPILED_SECONDS, stored.lookups());
        load(edge, PAGES_PER_SECOND, PAGE_SECONDS, stored.pages(PAGE_SIZES[0]));
        unanswered = 0;
        LoadResult lookups = measured(edge, LOOKUPS_PER_SECOND, options.seconds(SECONDS), stored.lookups());
        report.figure("look-ups", "per_second", lookups.perSecond(), "/s")
                .figure("p50", "p50_ms", lookups.percentileMs(50), " ms")
                .atMost("p99", "p99_ms", lookups.percentileMs(99), targetMs, " ms");
        lookups.values().forEach((key, value) -> report.value("lookups_" + key, value));
        for (int limit : PAGE_SIZES) {
            LoadResult pages = measured(edge, PAGES_PER_SECOND, PAGE_SECONDS, stored.pages(limit));
            report.figure("page of " + limit + " p50", "page_" + limit + "_p50_ms", pages.percentileMs(50), " ms")
                    .atMost(
                            "page of " + limit + " p99",
                            "page_" + limit + "_p99_ms",
                            pages.percentileMs(99),
                            20,
                            " ms");
        }
        report.atMost("unanswered", "unanswered", unanswered, 0, "");
        double came = stored.cameIn() / ((System.nanoTime() - startNs) / 1e9);
        return report.figure("came in meanwhile", "came_in_per_second", came, "/s");
    }

    private LoadResult measured(URI edge, int perSecond, int seconds, Supplier<byte[]> requests) throws IOException {
        LoadResult result = load(edge, perSecond, seconds, requests);
        result.requireAllSucceeded();
        unanswered += result.unanswered();
        return result;
    }

    private static LoadResult load(URI edge, int perSecond, int seconds, Supplier<byte[]> requests) throws IOException {
        InetSocketAddress target = new InetSocketAddress(edge.getHost(), edge.getPort());
        return HttpLoad.run(
                new LoadPlan(target, CONNECTIONS, perSecond, WARM_UP, Duration.ofSeconds(seconds)), requests);
    }
}
