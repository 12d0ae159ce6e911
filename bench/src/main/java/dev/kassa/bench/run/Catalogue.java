package dev.kassa.bench.run;

import java.util.List;

/** The benchmarks that there are, in the order in which they run. */
public final class Catalogue {
    private static final List<Benchmark> ALL = List.of(
            new CoreRulesBenchmark(),
            new ExportFilesBenchmark(),
            new ExportBenchmark(),
            new ProduceConsumeBenchmark(),
            new PipelineBenchmark(),
            new PipelineRulesBenchmark(),
            new HotMerchantBenchmark(),
            new ConnectorsBenchmark(),
            HttpBenchmark.closed(64),
            HttpBenchmark.closed(256),
            HttpBenchmark.open(1_000),
            LookupsBenchmark.ofOne(),
            LookupsBenchmark.ofTwo(),
            new ViewsKilledBenchmark(),
            new OwnWritesBenchmark(),
            new ExportsKilledBenchmark(),
            new ReferenceChangeBenchmark(),
            new SettlementRushBenchmark(),
            new LedgerCheckBenchmark(),
            new TrendRebuildBenchmark(),
            new LiveBenchmark(),
            new StartBenchmark(),
            new RestartBenchmark(),
            Yardsticks.postgres(),
            Yardsticks.classic(64),
            Yardsticks.classic(256));

    private Catalogue() {}

    public static List<Benchmark> all() {
        return ALL;
    }
}
