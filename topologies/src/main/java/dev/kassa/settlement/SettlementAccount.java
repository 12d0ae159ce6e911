package dev.kassa.settlement;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/**
 * How far a merchant is settled in one currency. Immutable.
 *
 * @param closed the business dates that are settled
 * @param carried minor units that the last settlement left over; below zero where it left a debt
 * @param reserve what is held, by date of release
 */
public record SettlementAccount(ClosedDates closed, long carried, List<Reserved> reserve) {
    public static final SettlementAccount NEW = new SettlementAccount(ClosedDates.NONE, 0, List.of());

    /**
     * What one settlement holds in reserve.
     *
     * @param amount minor units, above zero
     * @param releaseOn the first business date whose settlement gives it back
     */
    public record Reserved(String settlementId, long amount, LocalDate releaseOn) {}

    static final Comparator<Reserved> BY_RELEASE =
            Comparator.comparing(Reserved::releaseOn).thenComparing(Reserved::settlementId);

    public SettlementAccount {
        reserve = List.copyOf(reserve);
    }

    /** The business date that an entry of a date belongs to: its own while that is open, else the next open one. */
    public LocalDate openFrom(LocalDate date) {
        return closed.openFrom(date);
    }

    /** With these dates open again: nothing was settled with them. */
    public SettlementAccount reopening(ClosedDates.Range dates) {
        return new SettlementAccount(closed.minus(dates), carried, reserve);
    }

    /** With these dates closed. */
    public SettlementAccount closing(ClosedDates.Range dates) {
        return new SettlementAccount(closed.plus(dates), carried, reserve);
    }
}
