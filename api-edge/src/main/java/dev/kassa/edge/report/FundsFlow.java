package dev.kassa.edge.report;

import dev.kassa.port.Trends;
import dev.kassa.port.Trends.FlowCell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What each line of the trial balance held, took in and gave out, by its own side: what channels and the bank owe is held as
 * a debit, what is owed to merchants, what was earned and what is not explained as a credit.
 *
 * <p>Fees are taken out of what merchants are paid before it is posted to them; here they are shown in between, so that
 * {@code closing = opening + in − out − fees} and {@code in} is what their customers paid.
 */
public final class FundsFlow {
    private static final Map<String, String> FEES_OF_KIND =
            Map.of("capture", "merchants:pending", "withdrawal", "merchants:in_transit");

    private FundsFlow() {}

    /**
     * A line of the trial balance, in minor units.
     *
     * @param debit whether it is held as a debit
     */
    public record Line(
            String currency, String account, boolean debit, long opening, long in, long out, long fees, long closing) {}

    /** Sums of a currency; the two sides are equal where the ledger is whole. */
    public record Sides(String currency, long debit, long credit) {}

    /** By currency and account. */
    public static List<Line> lines(List<FlowCell> cells) {
        Map<String, Sum> sums = new TreeMap<>();
        for (FlowCell cell : cells) {
            sum(sums, cell.currency(), cell.account()).add(cell);
            String charged = cell.account().equals("fees") ? FEES_OF_KIND.get(cell.kind()) : null;
            if (charged != null && cell.date() != Trends.BEFORE) {
                sum(sums, cell.currency(), charged).charge(cell.credits() - cell.debits());
            }
        }
        return sums.values().stream().map(Sum::line).toList();
    }

    private static Sum sum(Map<String, Sum> sums, String currency, String account) {
        return sums.computeIfAbsent(currency + " " + account, _ -> new Sum(currency, account));
    }

    /** By currency. */
    public static List<Sides> sides(List<Line> lines) {
        Map<String, List<Line>> byCurrency = new TreeMap<>();
        lines.forEach(line -> byCurrency
                .computeIfAbsent(line.currency, _ -> new ArrayList<>())
                .add(line));
        return byCurrency.entrySet().stream()
                .map(each -> new Sides(each.getKey(), closing(each.getValue(), true), closing(each.getValue(), false)))
                .toList();
    }

    private static long closing(List<Line> lines, boolean debit) {
        return lines.stream()
                .filter(line -> line.debit == debit)
                .mapToLong(Line::closing)
                .reduce(0, Math::addExact);
    }

    private static boolean isDebit(String account) {
        return account.startsWith("channel:") || account.startsWith("bank:");
    }

    private static final class Sum {
        private final String currency;
        private final String account;
        private final boolean debit;
        private long opening;
        private long in;
        private long out;
        private long fees;

        Sum(String currency, String account) {
            this.currency = currency;
            this.account = account;
            this.debit = isDebit(account);
        }

        void add(FlowCell cell) {
            long more = debit ? cell.debits() : cell.credits();
            long less = debit ? cell.credits() : cell.debits();
            if (cell.date() == Trends.BEFORE) {
                opening = Math.addExact(opening, Math.subtractExact(more, less));
            } else if (account.equals(FEES_OF_KIND.get(cell.kind()))) {
                // A payment that is smaller than its fee takes from what its merchant had; it came in all the same.
                addNet(Math.subtractExact(more, less));
            } else {
                in = Math.addExact(in, more);
                out = Math.addExact(out, less);
            }
        }

        private void addNet(long more) {
            if (isPaidOut()) {
                out = Math.subtractExact(out, more);
            } else {
                in = Math.addExact(in, more);
            }
        }

        private boolean isPaidOut() {
            return account.equals("merchants:in_transit");
        }

        void charge(long fee) {
            fees = Math.addExact(fees, fee);
        }

        /** What was paid out had its fee in it; what came in had not. */
        Line line() {
            long shownIn = isPaidOut() ? in : Math.addExact(in, fees);
            long shownOut = isPaidOut() ? Math.subtractExact(out, fees) : out;
            long closing = Math.subtractExact(Math.addExact(opening, shownIn), Math.addExact(shownOut, fees));
            return new Line(currency, account, debit, opening, shownIn, shownOut, fees, closing);
        }
    }
}
