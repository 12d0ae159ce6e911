package dev.kassa.limit;

import java.util.Arrays;

/**
 * What a merchant took in one currency in one calendar month of business dates, in minor units. Never changes; each
 * change gives another.
 */
public final class MonthTaken {
    public static final MonthTaken NOTHING = new MonthTaken(new long[0], 0);

    private final long[] days;
    private final long captured;

    private MonthTaken(long[] days, long captured) {
        this.days = days;
        this.captured = captured;
    }

    /**
     * As it was stored.
     *
     * @param days accepted and not failed, by day of the month from the first; days after the last are nothing
     * @param captured the month's volume
     */
    public static MonthTaken of(long[] days, long captured) {
        return new MonthTaken(days.clone(), captured);
    }

    /** Accepted and not failed on a day of the month, 1 to 31. */
    public long onDay(int day) {
        return day <= days.length ? days[day - 1] : 0;
    }

    /** Accepted and not failed in the month. */
    public long inMonth() {
        long sum = 0;
        for (long day : days) {
            sum = Math.addExact(sum, day);
        }
        return sum;
    }

    /** Captured in the month: the volume that fees may depend on. Refunds do not lessen it. */
    public long captured() {
        return captured;
    }

    /** More was accepted on a day; less, where the amount is below zero. */
    public MonthTaken plus(int day, long amount) {
        long[] changed = Arrays.copyOf(days, Math.max(days.length, day));
        changed[day - 1] = Math.addExact(changed[day - 1], amount);
        return new MonthTaken(changed, captured);
    }

    public MonthTaken plusCaptured(long amount) {
        return new MonthTaken(days, Math.addExact(captured, amount));
    }

    /** By day of the month, as it is stored. */
    public long[] days() {
        return days.clone();
    }
}
