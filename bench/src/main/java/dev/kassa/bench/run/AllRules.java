package dev.kassa.bench.run;

import dev.kassa.avro.BlacklistBody;
import dev.kassa.avro.Customer;
import dev.kassa.avro.FeeBandBody;
import dev.kassa.avro.FeeRuleBody;
import dev.kassa.avro.FeeScheduleBody;
import dev.kassa.avro.LimitsFact;
import dev.kassa.avro.RiskRuleAction;
import dev.kassa.avro.RiskRuleBody;
import java.util.ArrayList;
import java.util.List;

/**
 * What a benchmark turns on when all rules are to be on: twenty of the operator's rules of several kinds, a thousand entries
 * on the blacklist, a fee schedule with bands, limits, and customers with an address and a device. None stops a payment.
 */
final class AllRules {
    static final int RULES = 20;
    static final int BLACKLISTED = 1_000;
    static final String SCHEDULE = "bench";
    private static final int CUSTOMERS = 200_000;

    private AllRules() {}

    /** One piece of reference data. */
    record Entry(String kind, String key, Object body) {}

    /** The schedule and the blacklist. */
    static List<Entry> tables() {
        List<Entry> tables = new ArrayList<>();
        FeeBandBody low = new FeeBandBody(0L, 6_000, 0L, 5_000L, null);
        FeeBandBody high = new FeeBandBody(1_000_000_000L, 4_000, 1_000L, 2_000L, 1_000_000L);
        List<FeeRuleBody> rules = List.of(new FeeRuleBody("GBP", null, null, null, List.of(low, high)));
        tables.add(new Entry("fee-schedule", SCHEDULE, new FeeScheduleBody(rules)));
        for (int i = 0; i < BLACKLISTED; i++) {
            String key = "ip:198.51." + i / 250 + "." + i % 250;
            tables.add(new Entry("blacklist", key, new BlacklistBody("bench")));
        }
        return tables;
    }

    /** Rules that look at a payment and let it go. */
    static List<Entry> rules(boolean on) {
        List<Entry> rules = new ArrayList<>();
        for (int i = 0; i < RULES; i++) {
            String expression = switch (i % 4) {
                case 0 -> "amount > " + (10_000_000 + i) + " && currency == 'GBP'";
                case 1 -> "country == 'X" + i + "' && ip_country != country";
                case 2 -> "per_ip > " + (100 + i) + " || per_device > " + (100 + i);
                default -> "email.endsWith('@bad" + i + ".example') && new_device";
            };
            rules.add(new Entry("risk-rule", "bench-" + i, new RiskRuleBody(expression, RiskRuleAction.REVIEW, on)));
        }
        return rules;
    }

    static LimitsFact limits() {
        return new LimitsFact(null, 1_000_000L, 1_000_000_000_000L, 10_000_000_000_000L);
    }

    /** One of the 200,000 customers that there are. */
    static Customer customer(long number) {
        int who = (int) (number % CUSTOMERS);
        return new Customer(
                "c" + who,
                "c" + who + "@shop.example",
                "10." + (who >> 16) + "." + (who >> 8 & 255) + "." + (who & 255),
                "d" + who,
                "GB");
    }
}
