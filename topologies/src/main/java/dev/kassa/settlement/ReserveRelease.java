package dev.kassa.settlement;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The settlement that gives back what another one holds in reserve, where nothing is sold that would make one by itself.
 *
 * @param date one that is open, of the period that is to be settled for it
 * @param atMs when: after the run of that period, which settles it where there is anything else to settle
 */
public record ReserveRelease(LocalDate date, long atMs) {
    private static final Duration AFTER_RUN = Duration.ofHours(1);

    /**
     * When what a settlement holds is due.
     *
     * @param graceMinutes after the cut-off, until the run
     * @return null: it holds nothing any more, or the merchant is settled only when somebody asks
     */
    public static @Nullable ReserveRelease of(
            String settlementId, SettlementAccount account, SettlementTerms terms, int graceMinutes, ZoneId zone) {
        Cycle cycle = terms.cycle();
        for (SettlementAccount.Reserved item : account.reserve()) {
            if (item.settlementId().equals(settlementId) && cycle.closesByItself()) {
                LocalDate open = account.openFrom(item.releaseOn());
                return new ReserveRelease(
                        open,
                        cycle.closesAt(open, terms.cutOff(), graceMinutes, zone)
                                .plus(AFTER_RUN)
                                .toEpochMilli());
            }
        }
        return null;
    }
}
