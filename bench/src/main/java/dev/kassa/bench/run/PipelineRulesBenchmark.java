package dev.kassa.bench.run;

import dev.kassa.channel.runner.ConnectorSettings;
import dev.kassa.schema.Topics;
import java.time.Duration;
import java.util.List;

/**
 * The pipeline with all rules on, against the same pipeline with none, in turn. With rules every payment has a customer with
 * an address and a device, its merchant has limits and a fee schedule with bands, twenty of the operator's rules are asked,
 * and a thousand entries are on the blacklist; none of them stops a payment. The machine's speed varies, so all rounds count.
 */
final class PipelineRulesBenchmark implements Benchmark {
    private static final int WARM = 200_000;
    private static final int MEASURED = 100_000;

    /** Not measured, on either side: rules that changed are compiled anew, and so is the code that asks them. */
    private static final int SETTLING = 30_000;

    private static final int ROUNDS = 4;
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
            double plainSeconds = 0;
            double ruledSeconds = 0;
            for (int round = 1; round <= ROUNDS; round++) {
                change(house, feed, AllRules.rules(false));
                Pipeline.perSecond(house, feed, payments(payments, SETTLING), merchants);
                CpuShares plainCpu = new CpuShares();
                double without = Pipeline.perSecond(house, feed, payments, merchants);
                tell(report, round, "plain", plainCpu, payments);
                change(house, feed, AllRules.rules(true));
                Pipeline.perSecond(
                        house,
                        payments(payments, SETTLING),
                        i -> feed.payAs(CommandFeed.merchant(merchants + i % merchants), i));
                CpuShares ruledCpu = new CpuShares();
                double with = Pipeline.perSecond(
                        house, payments, i -> feed.payAs(CommandFeed.merchant(merchants + i % merchants), i));
                tell(report, round, "rules", ruledCpu, payments);
                report.figure("round " + round + ", no rules", "round_" + round + "_plain_per_second", without, "/s")
                        .figure("round " + round + ", all rules", "round_" + round + "_rules_per_second", with, "/s");
                plainSeconds += payments / without;
                ruledSeconds += payments / with;
            }
            double plain = ROUNDS * payments / plainSeconds;
            double ruled = ROUNDS * payments / ruledSeconds;
            return report.figure("no rules", "plain_per_second", plain, "/s")
                    .figure("all rules", "rules_per_second", ruled, "/s")
                    .atLeast("all rules against none", "ratio_percent", 100 * ruled / plain, 85, " %");
        }
    }

    private static void tell(Report report, int round, String side, CpuShares cpu, int payments) {
        cpu.since()
                .forEach((kind, ns) -> report.figure(
                        "round " + round + ", " + side + ", CPU per payment, " + kind,
                        "round_" + round + "_" + side + "_cpu_us_" + kind,
                        ns / 1e3 / payments,
                        " µs"));
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
