package dev.kassa.bench.run;

import dev.kassa.channel.runner.ConnectorSettings;

/** One merchant takes all the traffic, against the same traffic spread evenly. */
final class HotMerchantBenchmark implements Benchmark {
    private static final int WARM = 60_000;
    private static final int MEASURED = 100_000;

    @Override
    public String name() {
        return "hot-merchant";
    }

    @Override
    public String sentence() {
        return "One merchant takes all traffic, against a thousand";
    }

    @Override
    public Report run(Options options) throws Exception {
        int payments = options.payments(MEASURED);
        try (TemporaryFolder folder = new TemporaryFolder();
                House house = new House(folder.path(), ConnectorSettings.Kind.GROUP);
                CommandFeed feed = new CommandFeed(house.bootstrapServers(), house.codecs(), 5)) {
            Pipeline.warm(house, feed, Math.min(payments, WARM), options.merchants());
            double spreadFirst = Pipeline.perSecond(house, feed, payments, options.merchants());
            double hotFirst = Pipeline.perSecond(house, feed, payments, 1);
            double spreadThen = Pipeline.perSecond(house, feed, payments, options.merchants());
            double hotThen = Pipeline.perSecond(house, feed, payments, 1);
            double spread = Math.max(spreadFirst, spreadThen);
            double hot = Math.max(hotFirst, hotThen);
            return new Report(name())
                    .value("payments", payments)
                    .figure("spread over " + options.merchants(), "spread_per_second", spread, "/s")
                    .figure("one merchant", "hot_per_second", hot, "/s")
                    .atLeast("one against many", "ratio_percent", 100 * hot / spread, 80, " %");
        }
    }
}
