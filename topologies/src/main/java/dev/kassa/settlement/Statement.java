package dev.kassa.settlement;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A settlement as it is drawn up, in minor units: net = owed + reserve released + carried in − reserve held − carried out.
 *
 * @param dueOn the merchant's date on which it is carried out
 * @param net becomes available; never below zero
 */
public record Statement(
        Lines lines,
        LocalDate dueOn,
        long reserveHeld,
        long reserveReleased,
        long carriedIn,
        long carriedOut,
        long net) {
    private static final BigInteger BASIS_POINTS = BigInteger.valueOf(10_000);
    private static final BigInteger TWO = BigInteger.TWO;

    /** What is drawn up, and how far the merchant is settled after it. */
    public record Drawn(Statement statement, SettlementAccount after) {}

    /**
     * Draws up. What comes to nothing, to a debt or to less than the minimum is carried over whole; of the rest, reserve is
     * held on the gross.
     *
     * @param businessDate the last date that it covers
     * @throws ArithmeticException where an amount does not fit
     */
    public static Drawn drawUp(
            String settlementId,
            Lines lines,
            SettlementTerms terms,
            SettlementAccount account,
            LocalDate businessDate,
            LocalDate dueOn) {
        List<SettlementAccount.Reserved> kept = new ArrayList<>(account.reserve());
        long released = 0;
        for (SettlementAccount.Reserved item : account.reserve()) {
            if (!item.releaseOn().isAfter(businessDate)) {
                released = Math.addExact(released, item.amount());
                kept.remove(item);
            }
        }
        long total = Math.addExact(Math.addExact(lines.owed(), released), account.carried());
        boolean carries = total <= 0 || total < terms.minimum();
        long held = carries ? 0 : Math.min(reserve(lines.gross(), terms.reserveBp()), total);
        if (held > 0) {
            kept.add(new SettlementAccount.Reserved(settlementId, held, businessDate.plusDays(terms.reserveDays())));
            kept.sort(SettlementAccount.BY_RELEASE);
        }
        long carriedOut = carries ? total : 0;
        return new Drawn(
                new Statement(lines, dueOn, held, released, account.carried(), carriedOut, carries ? 0 : total - held),
                new SettlementAccount(account.closed(), carriedOut, kept));
    }

    /** Rounded half up to the minor unit. */
    private static long reserve(long gross, int basisPoints) {
        return BigInteger.valueOf(gross)
                .multiply(BigInteger.valueOf(basisPoints))
                .multiply(TWO)
                .add(BASIS_POINTS)
                .divide(BASIS_POINTS.multiply(TWO))
                .longValueExact();
    }

    /** Nothing happened on its dates, and nothing is to be told of what was before. */
    public boolean isEmpty() {
        return lines.entries() == 0 && reserveReleased == 0 && carriedIn == 0;
    }

    /** By how much the merchant's pending falls when it is carried out. */
    public long fromPending() {
        return Math.subtractExact(Math.addExact(net, reserveHeld), reserveReleased);
    }

    /** There is nothing to move when it is carried out. */
    public boolean movesNothing() {
        return net == 0 && reserveHeld == 0 && reserveReleased == 0;
    }
}
