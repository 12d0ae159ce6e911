package dev.kassa.query;

import dev.kassa.avro.AppliedFacts;
import dev.kassa.avro.ViewAnswer;
import dev.kassa.port.Queries.TrialBalance;
import dev.kassa.port.Queries.TrialBalance.AccountRow;
import dev.kassa.port.Queries.TrialBalance.CurrencyRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds up the trial balances of partitions. For one thread. */
final class TrialBalanceSum {
    private record Sums(long debits, long credits) {
        static final Sums NONE = new Sums(0, 0);

        Sums plus(long moreDebits, long moreCredits) {
            return new Sums(Math.addExact(debits, moreDebits), Math.addExact(credits, moreCredits));
        }

        long difference() {
            return Math.subtractExact(debits, credits);
        }
    }

    private final SortedMap<String, SortedMap<String, Sums>> currencies = new TreeMap<>();
    private final List<String> positions = new ArrayList<>();
    private boolean healthy = true;

    /** Adds what a partition told of its totals. */
    void add(ViewAnswer partition) {
        AppliedFacts upTo = partition.getApplied();
        positions.add(partition.getPartition() + ":" + (upTo == null ? 0 : upTo.getJournal()));
        healthy &= upTo == null || (upTo.getUnbalancedEntries() == 0 && upTo.getChainBreaks() == 0);
        partition.getTotals().forEach((currency, totals) -> {
            Sums ofPartition = Sums.NONE;
            var accounts = currencies.computeIfAbsent(currency, _ -> new TreeMap<>());
            for (var account : totals.getAccounts().entrySet()) {
                long debits = account.getValue().getDebits();
                long credits = account.getValue().getCredits();
                accounts.merge(account.getKey(), new Sums(debits, credits), (a, b) -> a.plus(b.debits, b.credits));
                ofPartition = ofPartition.plus(debits, credits);
            }
            healthy &= ofPartition.difference() == 0;
        });
    }

    TrialBalance total() {
        List<CurrencyRow> rows = new ArrayList<>();
        currencies.forEach((currency, accounts) -> rows.add(row(currency, accounts)));
        return new TrialBalance(rows, String.join(",", positions), healthy);
    }

    private static CurrencyRow row(String currency, Map<String, Sums> accounts) {
        Sums all = Sums.NONE;
        List<AccountRow> rows = new ArrayList<>();
        for (var account : accounts.entrySet()) {
            Sums sums = account.getValue();
            all = all.plus(sums.debits, sums.credits);
            rows.add(new AccountRow(account.getKey(), sums.debits, sums.credits, sums.difference()));
        }
        return new CurrencyRow(currency, all.debits, all.credits, all.difference(), rows);
    }
}
