package dev.kassa.settlement;

import java.time.LocalTime;

/**
 * How a merchant is settled in one currency, whatever its terms come from.
 *
 * @param cutOff the time of the day after from which a business date is to be closed
 * @param termDays business days from the business date until the settlement is due
 * @param calendar of holidays
 * @param reserveBp basis points of the gross that are held in reserve
 * @param reserveDays calendar days that they are held
 * @param minimum minor units below which a settlement is carried over
 * @param autoApproveBelow minor units below which no person is asked
 */
public record SettlementTerms(
        Cycle cycle,
        LocalTime cutOff,
        int termDays,
        String calendar,
        int reserveBp,
        int reserveDays,
        long minimum,
        long autoApproveBelow) {
    /** From which time a business date is to be closed, unless the merchant says otherwise. */
    public static final LocalTime CUT_OFF = LocalTime.MIDNIGHT;

    /** How long reserve is held, unless the merchant says otherwise. */
    public static final int RESERVE_DAYS = 90;
}
