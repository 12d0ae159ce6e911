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
import java.util.List;

/**
 * {@code POST /v1/payments} against a node in a process of its own, its simulator reached over HTTP.
 *
 * <p>Closed loop at a number of connections, or open loop at a rate.
 */
final class HttpBenchmark implements Benchmark {
    private static final Duration WARM_UP = Duration.ofSeconds(75);
    private static final Duration SETTLE = Duration.ofSeconds(3);
    private static final int SECONDS = 20;

    private final String name;
    private final int connections;
    private final double ratePerSecond;

    private HttpBenchmark(String name, int connections, double ratePerSecond) {
        this.name = name;
        this.connections = connections;
        this.ratePerSecond = ratePerSecond;
    }

    static HttpBenchmark closed(int connections) {
        return new HttpBenchmark("http-" + connections, connections, 0);
    }

    static HttpBenchmark open(int ratePerSecond) {
        return new HttpBenchmark("http-open", 512, ratePerSecond);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String sentence() {
        return ratePerSecond > 0
                ? "POST /v1/payments in an open loop at %.0f/s".formatted(ratePerSecond)
                : "POST /v1/payments in a closed loop over " + connections + " connections";
    }

    @Override
    public Report run(Options options) throws Exception {
        boolean open = ratePerSecond > 0;
        Yardstick classic = open ? new Yardstick("", 0) : Yardsticks.of(Yardsticks.classic(connections), options);
        try (TemporaryFolder folder = new TemporaryFolder();
                NodeProcess node = NodeProcess.up(
                        folder.path().resolve("data"),
                        NodeProcess.freePort(),
                        Path.of("target", "bench-" + name + ".log"))) {
            Report report = new Report(name).value("connections", connections);
            LoadResult result = load(node, options, report);
            result.values().forEach(report::value);
            result.requireAllSucceeded();
            if (open) {
                report.figure("answered", "per_second", result.perSecond(), "/s")
                        .atMost("p50", "p50_ms", result.percentileMs(50), 60, " ms")
                        .atMost("p99", "p99_ms", result.percentileMs(99), 130, " ms");
            } else {
                report.figure("p50", "p50_ms", result.percentileMs(50), " ms")
                        .figure("p99", "p99_ms", result.percentileMs(99), " ms");
                closed(report, result, classic);
            }
            return report.figure(
                    "highest memory of the node", "memory_mib", node.memoryBytes("VmHWM") / 1048576.0, " MiB");
        }
    }

    private void closed(Report report, LoadResult result, Yardstick classic) {
        if (connections == 256) {
            report.atLeast("payments", "per_second", result.succeededPerSecond(), 3_000, "/s");
        }
        report.against("beside the classical design", "per_second", result.succeededPerSecond(), classic, 2, "/s");
    }

    private LoadResult load(NodeProcess node, Options options, Report report) throws Exception {
        URI edge = node.endpoint("edge");
        try (KassaApi api = new KassaApi(edge)) {
            List<String> keys = api.onboard(node.operatorKey(), "bench", options.merchants());
            warmUp(edge, keys);
            Duration before = node.cpu();
            LoadPlan plan = new LoadPlan(
                    new InetSocketAddress(edge.getHost(), edge.getPort()),
                    connections,
                    ratePerSecond,
                    SETTLE,
                    Duration.ofSeconds(options.seconds(SECONDS)));
            PaymentRequests requests = new PaymentRequests(edge.getAuthority(), keys, name, 7);
            LoadResult result = HttpLoad.run(plan, requests);
            report.figure(
                    "CPU of the node per payment",
                    "node_cpu_us",
                    node.cpu().minus(before).toNanos() / 1e3 / requests.count(),
                    " µs");
            return result;
        }
    }

    /** In a closed loop, so that the node works as hard as it can and is compiled by the time it is measured. */
    private static void warmUp(URI edge, List<String> keys) throws IOException {
        LoadPlan plan =
                new LoadPlan(new InetSocketAddress(edge.getHost(), edge.getPort()), 128, 0, Duration.ZERO, WARM_UP);
        HttpLoad.run(plan, new PaymentRequests(edge.getAuthority(), keys, "warm", 5));
    }
}
