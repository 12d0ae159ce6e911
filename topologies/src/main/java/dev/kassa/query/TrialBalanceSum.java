package dev.kassa.query;

import dev.kassa.avro.AppliedFacts;
import dev.kassa.port.Queries.TrialBalance;
import dev.kassa.port.Queries.TrialBalance.AccountRow;
import dev.kassa.port.Queries.TrialBalance.CurrencyRow;
import dev.kassa.view.ViewKeys;
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

    /** This sum with a partition's added to it. Nothing may be posted to the partition meanwhile. */
    TrialBalanceSum with(int partition, Rows rows) {
        byte[] applied = rows.row(ViewKeys.APPLIED);
        AppliedFacts upTo = applied == null ? null : rows.codecs().applied().decode(applied);
        positions.add(partition + ":" + (upTo == null ? 0 : upTo.getJournal()));
        healthy &= upTo == null || (upTo.getUnbalancedEntries() == 0 && upTo.getChainBreaks() == 0);
        rows.eachBeginning(ViewKeys.ALL_TOTALS, (key, row) -> {
            Sums ofPartition = Sums.NONE;
            var accounts =
                    currencies.computeIfAbsent(ViewKeys.lastPart(key, ViewKeys.ALL_TOTALS), _ -> new TreeMap<>());
            for (var account : rows.codecs().totals().decode(row).getAccounts().entrySet()) {
                long debits = account.getValue().getDebits();
                long credits = account.getValue().getCredits();
                accounts.merge(account.getKey(), new Sums(debits, credits), (a, b) -> a.plus(b.debits, b.credits));
                ofPartition = ofPartition.plus(debits, credits);
            }
            healthy &= ofPartition.difference() == 0;
        });
        return this;
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
