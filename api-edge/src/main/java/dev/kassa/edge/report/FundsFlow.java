package dev.kassa.edge.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.kassa.port.Trends;
import dev.kassa.port.Trends.FlowCell;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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

    /** Sums of a currency; the two sides are equal, and their difference 0, where the ledger is whole. */
    public record Sides(String currency, long debit, long credit, long difference) {
        static Sides of(String currency, BigDecimal debit, BigDecimal credit) {
            return new Sides(
                    currency, Figures.minor(debit), Figures.minor(credit), Figures.minor(debit.subtract(credit)));
        }
    }

    /**
     * By currency and account, and the sides by currency.
     *
     * <p>With a conversion, what moved on a business date is converted by the rate of that date, and what there was before the
     * first one, by the rate of the day before. Both sides of an entry are of one currency and date, so the two sides of the
     * ledger stay equal: they are compared before they are rounded, while each figure of a line is rounded by itself.
     *
     * @param conversion null: none
     */
    public static Report<Line, Sides> of(List<FlowCell> cells, Span span, @Nullable Conversion conversion) {
        Sums sums = new Sums();
        Sums apart = new Sums();
        for (FlowCell cell : cells) {
            LocalDate date =
                    cell.date() == Trends.BEFORE ? span.from().minusDays(1) : LocalDate.ofEpochDay(cell.date());
            if (conversion == null) {
                sums.add(cell, cell.currency(), BigDecimal.ONE);
            } else {
                conversion
                        .factor(cell.currency(), date)
                        .ifPresentOrElse(
                                factor -> sums.add(cell, conversion.currency(), factor),
                                () -> apart.add(cell, cell.currency(), BigDecimal.ONE));
            }
        }
        return new Report<>(
                sums.lines(),
                sums.sides(),
                conversion == null
                        ? null
                        : new Report.Converted<>(
                                conversion.currency(),
                                conversion.used(),
                                conversion.gaps(),
                                apart.lines(),
                                apart.sides()));
    }

    /** By currency and account. */
    private static final class Sums {
        private final Map<String, Sum> sums = new TreeMap<>();

        void add(FlowCell cell, String currency, BigDecimal factor) {
            BigDecimal debits = BigDecimal.valueOf(cell.debits()).multiply(factor);
            BigDecimal credits = BigDecimal.valueOf(cell.credits()).multiply(factor);
            sum(currency, cell.account()).add(cell, debits, credits);
            String charged = cell.account().equals("fees") ? FEES_OF_KIND.get(cell.kind()) : null;
            if (charged != null && cell.date() != Trends.BEFORE) {
                sum(currency, charged).charge(credits.subtract(debits));
            }
        }

        private Sum sum(String currency, String account) {
            return sums.computeIfAbsent(currency + " " + account, _ -> new Sum(currency, account));
        }

        List<Line> lines() {
            return sums.values().stream().map(Sum::line).toList();
        }

        List<Sides> sides() {
            Map<String, List<Sum>> byCurrency =
                    sums.values().stream().collect(groupingBy(sum -> sum.currency, TreeMap::new, toList()));
            return byCurrency.entrySet().stream()
                    .map(each ->
                            Sides.of(each.getKey(), closing(each.getValue(), true), closing(each.getValue(), false)))
                    .toList();
        }

        private static BigDecimal closing(List<Sum> sums, boolean debit) {
            return sums.stream()
                    .filter(sum -> sum.debit == debit)
                    .map(Sum::closing)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    private static boolean isDebit(String account) {
        return account.startsWith("channel:") || account.startsWith("bank:");
    }

    private static final class Sum {
        private final String currency;
        private final String account;
        private final boolean debit;
        private BigDecimal opening = BigDecimal.ZERO;
        private BigDecimal in = BigDecimal.ZERO;
        private BigDecimal out = BigDecimal.ZERO;
        private BigDecimal fees = BigDecimal.ZERO;

        Sum(String currency, String account) {
            this.currency = currency;
            this.account = account;
            this.debit = isDebit(account);
        }

        void add(FlowCell cell, BigDecimal debits, BigDecimal credits) {
            BigDecimal more = debit ? debits : credits;
            BigDecimal less = debit ? credits : debits;
            if (cell.date() == Trends.BEFORE) {
                opening = opening.add(more).subtract(less);
            } else if (account.equals(FEES_OF_KIND.get(cell.kind()))) {
                // A payment that is smaller than its fee takes from what its merchant had; it came in all the same.
                addNet(more.subtract(less));
            } else {
                in = in.add(more);
                out = out.add(less);
            }
        }

        private void addNet(BigDecimal more) {
            if (isPaidOut()) {
                out = out.subtract(more);
            } else {
                in = in.add(more);
            }
        }

        private boolean isPaidOut() {
            return account.equals("merchants:in_transit");
        }

        void charge(BigDecimal fee) {
            fees = fees.add(fee);
        }

        /** What was paid out had its fee in it; what came in had not. */
        private BigDecimal shownIn() {
            return isPaidOut() ? in : in.add(fees);
        }

        private BigDecimal shownOut() {
            return isPaidOut() ? out.subtract(fees) : out;
        }

        BigDecimal closing() {
            return opening.add(shownIn()).subtract(shownOut()).subtract(fees);
        }

        Line line() {
            return new Line(
                    currency,
                    account,
                    debit,
                    Figures.minor(opening),
                    Figures.minor(shownIn()),
                    Figures.minor(shownOut()),
                    Figures.minor(fees),
                    Figures.minor(closing()));
        }
    }
}
