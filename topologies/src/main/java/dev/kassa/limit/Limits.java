package dev.kassa.limit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A merchant's limits in one currency, in its minor units; null is no limit.
 *
 * @param single of one payment
 * @param daily of all payments of a business date
 * @param monthly of all payments of a calendar month of business dates
 */
public record Limits(
        @Nullable Long single,
        @Nullable Long daily,
        @Nullable Long monthly) {
    public static final Limits NONE = new Limits(null, null, null);

    /** Which limit is in the way. Where several are, the one that stands first is told. */
    public enum Exceeded {
        SINGLE,
        DAILY,
        MONTHLY
    }

    /**
     * Whether a payment is over a limit.
     *
     * @param amount minor units, above zero
     * @param takenOfDay accepted on its business date before it, and not failed
     * @param takenOfMonth accepted in its month before it, and not failed
     */
    public Optional<Exceeded> exceededBy(long amount, long takenOfDay, long takenOfMonth) {
        if (single != null && amount > single) {
            return Optional.of(Exceeded.SINGLE);
        }
        if (daily != null && isOver(daily, amount, takenOfDay)) {
            return Optional.of(Exceeded.DAILY);
        }
        return monthly != null && isOver(monthly, amount, takenOfMonth)
                ? Optional.of(Exceeded.MONTHLY)
                : Optional.empty();
    }

    private static boolean isOver(long limit, long amount, long taken) {
        return amount > limit - taken;
    }
}
