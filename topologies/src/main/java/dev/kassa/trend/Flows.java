package dev.kassa.trend;

import dev.kassa.avro.FlowLine;
import dev.kassa.avro.FlowTotals;
import dev.kassa.ledger.Account;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the entries of one date and currency moved, by account and kind of entry. Not thread-safe. */
final class Flows {
    private static final Comparator<FlowLine> IN_ORDER =
            Comparator.comparing(FlowLine::getAccount).thenComparing(FlowLine::getKind);

    /** By account, and in that by kind. */
    private final Map<String, Map<String, FlowLine>> lines = new HashMap<>();

    Flows() {}

    Flows(FlowTotals totals) {
        add(totals);
    }

    /**
     * Adds what was moved, told by accounts or already by lines of the trial balance.
     *
     * @throws ArithmeticException where a sum is beyond a long
     */
    void add(FlowTotals totals) {
        totals.getLines()
                .forEach(line -> add(
                        Account.trialBalanceLine(line.getAccount()),
                        line.getKind(),
                        line.getDebits(),
                        line.getCredits()));
    }

    /**
     * Adds a leg of an entry.
     *
     * @throws ArithmeticException where a sum is beyond a long
     */
    void add(String account, String kind, long debit, long credit) {
        FlowLine line = lines.computeIfAbsent(account, _ -> new HashMap<>())
                .computeIfAbsent(kind, _ -> new FlowLine(account, kind, 0L, 0L));
        line.setDebits(Math.addExact(line.getDebits(), debit));
        line.setCredits(Math.addExact(line.getCredits(), credit));
    }

    FlowTotals totals() {
        List<FlowLine> sorted = new ArrayList<>();
        lines.values().forEach(kinds -> sorted.addAll(kinds.values()));
        sorted.sort(IN_ORDER);
        return new FlowTotals(sorted);
    }
}
