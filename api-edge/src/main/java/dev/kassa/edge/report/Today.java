package dev.kassa.edge.report;

import dev.kassa.avro.MerchantFact;
import dev.kassa.edge.access.Merchants;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Which business date it is, which is of a merchant's own time zone (product, trends).
 *
 * @param clock what time it is
 */
public record Today(Merchants merchants, InstantSource clock) {
    /**
     * The date at a merchant; of all merchants, where none is named, the latest that any of them has, so that nothing which was
     * taken is left out.
     *
     * @param merchantId a merchant's; null: of all
     */
    public LocalDate at(@Nullable String merchantId) {
        Instant now = clock.instant();
        return merchantId == null
                ? latest(now)
                : merchants
                        .find(merchantId)
                        .map(MerchantFact::getTimezone)
                        .map(zone -> in(zone, now))
                        .orElseGet(() -> utc(now));
    }

    private LocalDate latest(Instant now) {
        return merchants.zones().stream()
                .map(zone -> in(zone, now))
                .max(Comparator.naturalOrder())
                .orElseGet(() -> utc(now));
    }

    private static LocalDate in(String zone, Instant now) {
        return LocalDate.ofInstant(now, ZoneId.of(zone));
    }

    private static LocalDate utc(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }
}
