package dev.kassa.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdsTest {
    private static final long NOW_MS = 1_795_000_000_000L;
    private static final long OFFSET_MAX = (1L << 48) - 1;

    @Test
    void sortsByTimeThenPartitionThenOffset() {
        List<String> inOrder = List.of(
                Ids.of(Ids.PAYMENT, 0, 0, 0),
                Ids.of(Ids.PAYMENT, NOW_MS, 0, 9),
                Ids.of(Ids.PAYMENT, NOW_MS, 0, 10),
                Ids.of(Ids.PAYMENT, NOW_MS, 0, OFFSET_MAX),
                Ids.of(Ids.PAYMENT, NOW_MS, 1, 0),
                Ids.of(Ids.PAYMENT, NOW_MS, 65_535, 0),
                Ids.of(Ids.PAYMENT, NOW_MS + 1, 0, 0),
                Ids.of(Ids.PAYMENT, (1L << 48) - 1, 0, 0));

        assertThat(inOrder).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void differsWhereverThePlaceInTheLogDiffers() {
        Random random = new Random(42);
        HashSet<List<Long>> places = new HashSet<>();
        HashSet<String> ids = new HashSet<>();
        for (int i = 0; i < 50_000; i++) {
            long at = NOW_MS + random.nextInt(100);
            int partition = random.nextInt(8);
            long offset = random.nextInt(1_000);
            places.add(List.of(at, (long) partition, offset));
            ids.add(Ids.of(Ids.REFUND, at, partition, offset));
        }

        assertThat(ids).hasSameSizeAs(places);
    }

    @Test
    void bindsFromBelowWhatIsCreatedFromAMomentOn() {
        String lowest = Ids.lowest(Ids.ENTRY, NOW_MS);

        assertThat(lowest).isLessThanOrEqualTo(Ids.of(Ids.ENTRY, NOW_MS, 0, 0));
        assertThat(lowest).isGreaterThan(Ids.of(Ids.ENTRY, NOW_MS - 1, 65_535, OFFSET_MAX));
    }

    @Test
    void tellsWhenItWasCreated() {
        Random random = new Random(8);
        for (int i = 0; i < 10_000; i++) {
            long atMs = random.nextLong(1L << 48);
            assertThat(Ids.createdAtMs(Ids.of(Ids.REFUND, atMs, random.nextInt(65_536), random.nextLong())))
                    .isEqualTo(atMs);
        }
        for (String none : List.of("", "rf_", "rf_0", "pay_ulll" + "0".repeat(22))) {
            assertThatThrownBy(() -> Ids.createdAtMs(none)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void isAPrefixAnd26CharactersThatAreHardToMistake() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            ids.add(Ids.of(Ids.PAYMENT, NOW_MS + i, i % 4, i * 7_919L));
        }

        assertThat(ids).allMatch(id -> id.matches("pay_[0-9a-hjkmnp-tv-z]{26}"));
        assertThat(ids).allMatch(id -> Ids.tail(id).length() == Ids.LENGTH && id.endsWith(Ids.tail(id)));
    }

    @Test
    void ofAMerchantItBearsTheMerchantsMarkAndItsPlaceAllTheSame() {
        Random random = new Random(9);
        for (int i = 0; i < 10_000; i++) {
            Ids.Place place =
                    new Ids.Place(random.nextLong(1L << 48), random.nextInt(65_536), random.nextLong(OFFSET_MAX));
            String merchantId = "shop-" + i % 100;
            String id = Ids.ofMerchant(Ids.PAYMENT, merchantId, place.timestampMs(), place.partition(), place.offset());

            assertThat(Ids.place(Ids.PAYMENT, id)).isEqualTo(place);
            assertThat(Ids.mark(id)).isEqualTo(Ids.mark(Ids.ofMerchant(Ids.REFUND, merchantId, NOW_MS, 0, i)));
        }
    }

    @Test
    void fewMerchantsHaveTheSameMark() {
        HashSet<Integer> marks = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            marks.add(Ids.mark(Ids.ofMerchant(Ids.PAYMENT, "merchant-" + i, NOW_MS, 0, 0)));
        }

        // Of 10,000 that fall anywhere among 65,536, some 9,280 are told apart.
        assertThat(marks).hasSizeGreaterThan(9_000);
    }

    @Test
    void anIdWithoutAMarkIsWhatItWasBeforeThereWereMarks() {
        assertThat(Ids.of(Ids.PAYMENT, NOW_MS, 3, 536_365)).isEqualTo("pay_01m7q5cqg0001g00000000gbsd");
        assertThat(Ids.mark(Ids.of(Ids.PAYMENT, NOW_MS, 65_535, OFFSET_MAX))).isZero();
        assertThat(Ids.mark(Ids.lowest(Ids.REFUND, NOW_MS))).isZero();
    }

    @Test
    void everyMerchantHasAMark() {
        for (int i = 0; i < 300_000; i++) {
            assertThat(Ids.mark(Ids.ofMerchant(Ids.PAYMENT, "merchant-" + i, NOW_MS, 0, 0)))
                    .isPositive();
        }
    }

    @Test
    void whatIsNoIdHasNoMark() {
        String id = Ids.ofMerchant(Ids.PAYMENT, "acme", NOW_MS, 0, 0);
        for (String none :
                List.of("", "pay", id.substring(5), id.replaceAll("..........$", "u123456789"), "\u00e9".repeat(30))) {
            assertThat(Ids.mark(none)).as(none).isZero();
        }
    }
}
