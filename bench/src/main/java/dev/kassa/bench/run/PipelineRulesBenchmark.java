package dev.kassa.bench.run;

import dev.kassa.channel.runner.ConnectorSettings;
import dev.kassa.schema.Topics;
import java.time.Duration;
import java.util.List;

/**
 * The pipeline with all rules on, against the same pipeline with none, in turn. With rules every payment has a customer with
 * an address and a device, its merchant has limits and a fee schedule with bands, twenty of the operator's rules are asked,
 * and a thousand entries are on the blacklist; none of them stops a payment.
 */
final class PipelineRulesBenchmark implements Benchmark {
    private static final int WARM = 200_000;
    private static final int MEASURED = 150_000;
    private static final int ROUNDS = 2;
    private static final Duration SILENCE_MAX = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "pipeline-rules";
    }

    @Override
    public String sentence() {
        return "The pipeline with limits, prices by volume, 20 CEL rules, frequencies and blacklists, against none of them";
    }

    @Override
    public Report run(Options options) throws Exception {
        int payments = options.payments(MEASURED);
        int merchants = options.merchants();
        try (TemporaryFolder folder = new TemporaryFolder();
                House house = new House(folder.path(), ConnectorSettings.Kind.GROUP);
                CommandFeed feed = new CommandFeed(house.bootstrapServers(), house.codecs(), 5)) {
            feed.onboard(2 * merchants);
            prepare(house, feed, merchants);
            change(house, feed, AllRules.rules(true));
            Pipeline.perSecond(
                    house,
                    payments(payments, WARM),
                    i -> feed.payAs(CommandFeed.merchant(merchants + i % merchants), i));
            Report report = new Report(name()).value("payments", payments).value("merchants", merchants);
            double plain = 0;
            double ruled = 0;
            for (int round = 1; round <= ROUNDS; round++) {
                change(house, feed, AllRules.rules(false));
                double without = Pipeline.perSecond(house, feed, payments, merchants);
                change(house, feed, AllRules.rules(true));
                CpuShares cpu = new CpuShares();
                double with = Pipeline.perSecond(
                        house, payments, i -> feed.payAs(CommandFeed.merchant(merchants + i % merchants), i));
                int each = round;
                cpu.since()
                        .forEach((kind, ns) -> report.figure(
                                "round " + each + ", all rules, CPU per payment, " + kind,
                                "round_" + each + "_cpu_us_" + kind,
                                ns / 1e3 / payments,
                                " µs"));
                report.figure("round " + round + ", no rules", "round_" + round + "_plain_per_second", without, "/s")
                        .figure("round " + round + ", all rules", "round_" + round + "_rules_per_second", with, "/s");
                plain = Math.max(plain, without);
                ruled = Math.max(ruled, with);
            }
            return report.figure("no rules", "plain_per_second", plain, "/s")
                    .figure("all rules", "rules_per_second", ruled, "/s")
                    .atLeast("all rules against none", "ratio_percent", 100 * ruled / plain, 85, " %");
        }
    }

    private static int payments(int asked, int usual) {
        return Math.min(2 * asked, usual);
    }

    private static void prepare(House house, CommandFeed feed, int merchants) throws Exception {
        change(house, feed, AllRules.tables());
        for (int i = 0; i < merchants; i++) {
            feed.limit(CommandFeed.merchant(merchants + i), AllRules.SCHEDULE, AllRules.limits());
        }
        feed.flush();
    }

    /** Returns when all of it holds everywhere. */
    private static void change(House house, CommandFeed feed, List<AllRules.Entry> entries) throws Exception {
        try (Tail applied = new Tail(house.bootstrapServers(), Topics.REFERENCE_APPLIED)) {
            entries.forEach(entry -> feed.change(entry.kind(), entry.key(), entry.body()));
            feed.flush();
            applied.read((long) entries.size() * House.PARTITIONS, SILENCE_MAX, told -> {});
        }
    }
}
