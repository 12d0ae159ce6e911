package dev.kassa.bench.run;

import dev.kassa.avro.BlacklistBody;
import dev.kassa.avro.FeeBandBody;
import dev.kassa.avro.FeeRuleBody;
import dev.kassa.avro.FeeScheduleBody;
import dev.kassa.avro.LimitsFact;
import dev.kassa.avro.RiskRuleAction;
import dev.kassa.avro.RiskRuleBody;
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
    private static final int RULES = 20;
    private static final int BLACKLISTED = 1_000;
    private static final String SCHEDULE = "bench";
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
            rules(house, feed, true);
            Pipeline.perSecond(
                    house,
                    payments(payments, WARM),
                    i -> feed.payAs(CommandFeed.merchant(merchants + i % merchants), i));
            Report report = new Report(name()).value("payments", payments).value("merchants", merchants);
            double plain = 0;
            double ruled = 0;
            for (int round = 1; round <= ROUNDS; round++) {
                rules(house, feed, false);
                double without = Pipeline.perSecond(house, feed, payments, merchants);
                rules(house, feed, true);
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
        FeeBandBody low = new FeeBandBody(0L, 6_000, 0L, 5_000L, null);
        FeeBandBody high = new FeeBandBody(1_000_000_000L, 4_000, 1_000L, 2_000L, 1_000_000L);
        FeeScheduleBody schedule =
                new FeeScheduleBody(List.of(new FeeRuleBody("GBP", null, null, null, List.of(low, high))));
        try (Tail applied = new Tail(house.bootstrapServers(), Topics.REFERENCE_APPLIED)) {
            feed.change("fee-schedule", SCHEDULE, schedule);
            for (int i = 0; i < BLACKLISTED; i++) {
                feed.change("blacklist", "ip:198.51." + i / 250 + "." + i % 250, new BlacklistBody("bench"));
            }
            feed.flush();
            applied.read((1 + BLACKLISTED) * House.PARTITIONS, SILENCE_MAX, entry -> {});
        }
        LimitsFact limits = new LimitsFact(null, 1_000_000L, 1_000_000_000_000L, 10_000_000_000_000L);
        for (int i = 0; i < merchants; i++) {
            feed.limit(CommandFeed.merchant(merchants + i), SCHEDULE, limits);
        }
        feed.flush();
    }

    /** Twenty rules of several kinds that look at a payment and let it go, on or off. */
    private static void rules(House house, CommandFeed feed, boolean on) throws Exception {
        try (Tail applied = new Tail(house.bootstrapServers(), Topics.REFERENCE_APPLIED)) {
            for (int i = 0; i < RULES; i++) {
                String expression = switch (i % 4) {
                    case 0 -> "amount > " + (10_000_000 + i) + " && currency == 'GBP'";
                    case 1 -> "country == 'X" + i + "' && ip_country != country";
                    case 2 -> "per_ip > " + (100 + i) + " || per_device > " + (100 + i);
                    default -> "email.endsWith('@bad" + i + ".example') && new_device";
                };
                feed.change("risk-rule", "bench-" + i, new RiskRuleBody(expression, RiskRuleAction.REVIEW, on));
            }
            feed.flush();
            applied.read(RULES * House.PARTITIONS, SILENCE_MAX, entry -> {});
        }
    }
}
