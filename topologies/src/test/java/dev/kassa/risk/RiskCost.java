package dev.kassa.risk;

import java.util.List;

/** What one payment's assessment costs; run by hand, prints nanoseconds and bytes. */
final class RiskCost {
    private RiskCost() {}

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();

    public static void main(String[] args) throws Exception {
        OperatorRule simple = OperatorRule.compile("simple", "amount > 500000 && currency == 'EUR'", Action.REVIEW);
        OperatorRule regex = OperatorRule.compile("regex", "email.matches('[.]ru$') && new_device", Action.REVIEW);
        OperatorRule list = OperatorRule.compile(
                "list", "country in ['NG', 'XK', 'KP'] || (hour < 6 && per_ip > 3) || amount > 9000000", Action.REVIEW);
        measure("no rule", List.of());
        measure("a simple rule", List.of(simple));
        measure("a regular expression", List.of(regex));
        measure("a list and two conditions", List.of(list));
        measure("all three", List.of(simple, regex, list));
    }

    private static void measure(String what, List<OperatorRule> rules) {
        RiskSubject[] subjects = {Subjects.plain(), Subjects.with("amount=7"), Subjects.with("country=FR ip_country=FR")
        };
        int rounds = 1_000_000;
        int score = 0;
        long ns = 0;
        long bytes = 0;
        for (int warm = 0; warm < 3; warm++) {
            long bytes0 = THREADS.getCurrentThreadAllocatedBytes();
            long t0 = System.nanoTime();
            for (int i = 0; i < rounds; i++) {
                score += RiskRules.assess(subjects[i % 3], RiskSettings.SHIPPED, Blacklist.EMPTY, rules)
                        .score();
            }
            ns = System.nanoTime() - t0;
            bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes0;
        }
        System.out.printf("%-28s %6.0f ns %6d bytes (%d)%n", what, (double) ns / rounds, bytes / rounds, score);
    }
}
