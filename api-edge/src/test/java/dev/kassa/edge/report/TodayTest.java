package dev.kassa.edge.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.MerchantFact;
import dev.kassa.edge.Facts;
import dev.kassa.edge.access.Merchants;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TodayTest {
    private final Merchants merchants = new Merchants();

    private LocalDate at(String moment, String merchantId) {
        return new Today(merchants, () -> Instant.parse(moment)).at(merchantId.equals("all") ? null : merchantId);
    }

    private void merchant(String id, String zone) {
        merchant(id, zone, 1);
    }

    private void merchant(String id, String zone, long sequence) {
        MerchantFact fact = Facts.merchant(id, sequence);
        fact.setTimezone(zone);
        merchants.apply(fact);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-26T22:59:59.999Z, berlin,   2026-11-26",
        "2026-11-26T23:00:00Z,     berlin,   2026-11-27",
        "2026-11-26T23:00:00Z,     new-york, 2026-11-26",
        "2026-11-27T04:59:59Z,     new-york, 2026-11-26",
        // The last Sunday of March: Berlin is two hours ahead from one o'clock on.
        "2026-03-29T21:59:59Z,     berlin,   2026-03-29",
        "2026-03-29T22:00:00Z,     berlin,   2026-03-30",
        // All together: where it is latest.
        "2026-11-26T22:59:59Z,     all,      2026-11-26",
        "2026-11-26T23:00:00Z,     all,      2026-11-27",
        "2026-11-27T01:00:00Z,     all,      2026-11-27",
        "2026-11-26T23:30:00Z,     nobody,   2026-11-26",
    })
    void the_date_is_that_of_the_merchants_own_time_zone(String moment, String merchantId, LocalDate date) {
        merchant("berlin", "Europe/Berlin");
        merchant("new-york", "America/New_York");

        assertThat(at(moment, merchantId)).isEqualTo(date);
    }

    @Test
    void a_zone_counts_as_long_as_a_merchant_lives_in_it() {
        merchant("one", "Asia/Tokyo");
        merchant("other", "Asia/Tokyo");
        merchant("other", "America/New_York", 2);
        assertThat(at("2026-11-26T20:00:00Z", "all")).isEqualTo("2026-11-27");

        merchant("one", "America/New_York", 2);
        assertThat(at("2026-11-26T20:00:00Z", "all")).isEqualTo("2026-11-26");
    }

    @Test
    void of_no_merchants_at_all_it_is_in_utc() {
        assertThat(at("2026-11-26T23:30:00Z", "all")).isEqualTo("2026-11-26");
    }
}
