package dev.kassa.bench.run;

import dev.kassa.channel.runner.ConnectorSettings;

/** Payments per second from topic to journal, beside PostgreSQL and beside the same broker carrying plain records. */
final class PipelineBenchmark implements Benchmark {
    private static final int WARM = 400_000;
    private static final int MEASURED = 200_000;
    private static final int ROUNDS = 2;

    @Override
    public String name() {
        return "pipeline";
    }

    @Override
    public String sentence() {
        return "Topic in to journal out, core, views and connector running, channel in process";
    }

    @Override
    public Report run(Options options) throws Exception {
        Yardstick postgres = Yardsticks.of(Yardsticks.postgres(), options);
        int payments = options.payments(MEASURED);
        try (TemporaryFolder folder = new TemporaryFolder();
                House house = new House(folder.path(), ConnectorSettings.Kind.GROUP);
                CommandFeed feed = new CommandFeed(house.bootstrapServers(), house.codecs(), 5)) {
            Pipeline.warm(house, feed, Math.max(payments, WARM), options.merchants());
            double best = 0;
            Report report = new Report(name()).value("payments", payments).value("merchants", options.merchants());
            for (int round = 1; round <= ROUNDS; round++) {
                CpuShares cpu = new CpuShares();
                double perSecond = Pipeline.perSecond(house, feed, payments, options.merchants());
                int each = round;
                cpu.since()
                        .forEach((kind, ns) -> report.figure(
                                "round " + each + ", CPU per payment, " + kind,
                                "round_" + each + "_cpu_us_" + kind,
                                ns / 1e3 / payments,
                                " µs"));
                report.figure("round " + round, "round_" + round + "_per_second", perSecond, "/s");
                best = Math.max(best, perSecond);
            }
            return report.atLeast("payments", "per_second", best, 15_000, "/s")
                    .against("beside PostgreSQL", "per_second", best, postgres, 6, "/s");
        }
    }
}
