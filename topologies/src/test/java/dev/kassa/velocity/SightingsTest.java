package dev.kassa.velocity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.risk.RiskSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SightingsTest {
    private static final long WINDOW_MS = 60_000;
    private static final RiskSettings SETTINGS = RiskSettings.SHIPPED
            .with("risk.across.ip_max", "3")
            .with("risk.across.device_max", "3")
            .with("risk.across.merchants_min", "2");

    private final Sightings sightings = new Sightings();

    private record Seen(String value, String merchantId, long atMs) {}

    /** Remembers everything and counts from the first each time. */
    private static final class Model {
        private final List<Seen> all = new ArrayList<>();
        private final List<Seen> flagged = new ArrayList<>();

        /** How many payments there are in the window where that is to be told, else 0. */
        int seen(Seen seen) {
            all.add(seen);
            long after = seen.atMs - WINDOW_MS;
            List<Seen> own = all.stream()
                    .filter(each -> each.value.equals(seen.value) && each.atMs > after)
                    .toList();
            boolean over = own.size() > 3
                    && own.stream().map(Seen::merchantId).distinct().count() >= 2
                    && flagged.stream().noneMatch(each -> each.value.equals(seen.value) && each.atMs > after);
            if (!over) {
                return 0;
            }
            flagged.add(seen);
            return own.size();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void random_sequences_are_counted_as_a_plain_model_counts_them(long seed) {
        Random random = new Random(seed);
        Model model = new Model();
        long nowMs = 1_000_000;
        int told = 0;
        for (int i = 0; i < 3_000; i++) {
            nowMs += random.nextInt(5_000);
            Seen seen = new Seen("10.0.0." + random.nextInt(4), "shop-" + random.nextInt(3), nowMs);

            Sightings.Flag flag = sightings.seen("ip:" + seen.value, seen.merchantId, seen.atMs, SETTINGS);

            assertThat(flag == null ? 0 : flag.payments()).as("sighting %d", i).isEqualTo(model.seen(seen));
            told += flag == null ? 0 : 1;
        }
        assertThat(told).isPositive();
    }

    @Test
    void an_address_and_a_device_of_the_same_text_are_two() {
        for (int i = 0; i < 3; i++) {
            assertThat(sightings.seen("ip:x", "shop-" + i, 0, SETTINGS)).isNull();
        }

        assertThat(sightings.seen("device:x", "shop-9", 0, SETTINGS)).isNull();
        assertThat(sightings.seen("ip:x", "shop-9", 0, SETTINGS)).isNotNull();
    }

    @Test
    void what_comes_late_counts_as_the_latest_and_what_is_over_is_forgotten() {
        sightings.seen("ip:a", "shop-1", 100_000, SETTINGS);
        sightings.seen("ip:b", "shop-1", 1_000, SETTINGS);
        assertThat(sightings.payers()).isEqualTo(2);

        sightings.seen("ip:c", "shop-1", 159_999, SETTINGS);
        assertThat(sightings.payers()).isEqualTo(3);

        sightings.seen("ip:c", "shop-1", 160_000, SETTINGS);
        assertThat(sightings.payers()).isEqualTo(1);
    }

    @Test
    void one_that_comes_late_is_told_of_as_of_the_latest() {
        for (int i = 0; i < 3; i++) {
            assertThat(sightings.seen("ip:a", "shop-" + i % 2, 100_000, SETTINGS))
                    .isNull();
        }

        assertThat(sightings.seen("ip:a", "shop-1", 50_000, SETTINGS))
                .isEqualTo(new Sightings.Flag(Attribute.IP, "a", 4, 220_000));
    }

    @Test
    void no_more_than_so_many_of_the_latest_are_remembered() {
        Sightings few = new Sightings(5);
        for (int i = 0; i < 20; i++) {
            few.seen("ip:10.0.0." + i, "shop-1", i, SETTINGS);
        }

        assertThat(few.payers()).isEqualTo(5);
    }
}
