package dev.kassa.schema;

import dev.kassa.avro.FactPosition;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A position as the {@code Kassa-Position} header carries it: {@code partition:payments.refunds.journal.merchants}, each
 * the number of facts of the partition, with {@code .settlements.withdrawals.bankaccounts} behind it where there are any.
 * Callers treat it as opaque.
 */
public final class Positions {
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,5}):(\\d{1,18})\\.(\\d{1,18})\\.(\\d{1,18})\\.(\\d{1,18})"
                    + "(?:\\.(\\d{1,18})\\.(\\d{1,18})\\.(\\d{1,18}))?");

    private Positions() {}

    public static String format(FactPosition position) {
        String spine = position.getPartition() + ":" + position.getPayments() + "." + position.getRefunds() + "."
                + position.getJournal() + "." + position.getMerchants();
        boolean more = position.getSettlements() + position.getWithdrawals() + position.getBankAccounts() > 0;
        return more
                ? spine + "." + position.getSettlements() + "." + position.getWithdrawals() + "."
                        + position.getBankAccounts()
                : spine;
    }

    /** Empty where the text is not a position. */
    public static Optional<FactPosition> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        return Optional.of(new FactPosition(
                Integer.parseInt(form.group(1)),
                Long.parseLong(form.group(2)),
                Long.parseLong(form.group(3)),
                Long.parseLong(form.group(4)),
                Long.parseLong(form.group(5)),
                count(form.group(6)),
                count(form.group(7)),
                count(form.group(8))));
    }

    private static long count(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
