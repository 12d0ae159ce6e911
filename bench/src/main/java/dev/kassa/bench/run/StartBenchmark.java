package dev.kassa.bench.run;

import java.nio.file.Path;

/** From the start of the process to ready, and the memory that it takes. */
final class StartBenchmark implements Benchmark {
    @Override
    public String name() {
        return "start";
    }

    @Override
    public String sentence() {
        return "./kassa up on a built tree to ready, on a fresh folder and again, and resident memory";
    }

    @Override
    public Report run(Options options) throws Exception {
        Path log = Path.of("target", "bench-start.log");
        try (TemporaryFolder folder = new TemporaryFolder()) {
            // The launcher may have to build, and learns once per build what a start needs.
            NodeProcess.up(folder.path().resolve("first"), NodeProcess.freePort(), log)
                    .close();
            Path data = folder.path().resolve("data");
            Report report = new Report(name());
            try (NodeProcess node = NodeProcess.up(data, NodeProcess.freePort(), log)) {
                report.atMost("first start", "first_start_s", node.readyAfter().toMillis() / 1_000.0, 8, " s");
            }
            try (NodeProcess node = NodeProcess.up(data, NodeProcess.freePort(), log)) {
                report.atMost(
                                "second start",
                                "second_start_s",
                                node.readyAfter().toMillis() / 1_000.0,
                                8,
                                " s")
                        .atMost("resident", "resident_mib", node.memoryBytes("VmRSS") / 1048576.0, 1_536, " MiB");
            }
            return report;
        }
    }
}
