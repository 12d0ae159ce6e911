package dev.kassa.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeeScheduleValidationTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "-1                                     | /rules/0/bands/0/rate    | must be 0 to 100 percent",
                "1000001                                | /rules/0/bands/0/rate    | must be 0 to 100 percent",
                "8000 +-1                               | /rules/0/bands/0/fixed       | must be 0 to 100000000000000 ten-thousandths of the major unit",
                "8000 >=-1                              | /rules/0/bands/0/minimum     | must be 0 to 100000000000000 ten-thousandths of the major unit",
                "8000 <=-1                              | /rules/0/bands/0/maximum     | must be 0 to 100000000000000 ten-thousandths of the major unit",
                "8000 +100000000000001                  | /rules/0/bands/0/fixed       | must be 0 to 100000000000000 ten-thousandths of the major unit",
                "8000 >=10 <=9                          | /rules/0/bands/0/maximum     | must not be below the minimum",
                "from 1: 8000                           | /rules/0/bands/0/from_volume | must be 0 in the first band",
                "8000 / from 0: 1                       | /rules/0/bands/1/from_volume | must be above that of the band before",
                "8000 / from 9: 1 / from 9: 2           | /rules/0/bands/2/from_volume | must be above that of the band before",
                "EUR 1 ; XYZ 8000                       | /rules/1/currency            | must be the ISO 4217 code of a currency in use",
                "DEM 8000                               | /rules/0/currency            | must be the ISO 4217 code of a currency in use",
                "@Card 8000                             | /rules/0/channel             | must be a channel's name",
                "2026-03-01..2026-03-01 8000            | /rules/0/to                  | must be after from",
                "2026-03-02..2026-03-01 8000            | /rules/0/to                  | must be after from",
            })
    void a_fault_is_told_with_its_place(String schedule, String pointer, String sentence) {
        assertThat(FeeScheduleValidation.faults(Schedules.schedule(schedule)))
                .containsExactly(new Fault(pointer, sentence));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Upper", "-first", "white space", "ü", "a/b"})
    void an_id_has_its_form(String id) {
        FeeSchedule schedule = new FeeSchedule(id, 1, Schedules.schedule("8000").rules());

        assertThat(FeeScheduleValidation.faults(schedule))
                .extracting(Fault::pointer)
                .containsExactly("/id");
    }

    @Test
    void an_id_has_64_characters_at_most() {
        List<FeeRule> rules = Schedules.schedule("8000").rules();

        assertThat(FeeScheduleValidation.faults(new FeeSchedule("a".repeat(64), 1, rules)))
                .isEmpty();
        assertThat(FeeScheduleValidation.faults(new FeeSchedule("a".repeat(65), 1, rules)))
                .hasSize(1);
    }

    @Test
    void rules_and_bands_are_bounded() {
        FeeRule rule = Schedules.schedule("8000").rules().getFirst();
        FeeRule empty = new FeeRule(null, null, null, null, List.of());

        assertThat(pointers(List.of())).containsExactly("/rules");
        assertThat(pointers(Collections.nCopies(100, rule))).isEmpty();
        assertThat(pointers(Collections.nCopies(101, rule))).containsExactly("/rules");
        assertThat(pointers(List.of(empty))).containsExactly("/rules/0/bands");
        assertThat(pointers(List.of(banded(20)))).isEmpty();
        assertThat(pointers(List.of(banded(21)))).containsExactly("/rules/0/bands");
    }

    @Test
    void every_fault_is_told() {
        assertThat(FeeScheduleValidation.faults(Schedules.schedule("XYZ -1 +-1 ; @! from 3: 2000000")))
                .extracting(Fault::pointer)
                .containsExactly(
                        "/rules/0/currency",
                        "/rules/0/bands/0/rate",
                        "/rules/0/bands/0/fixed",
                        "/rules/1/channel",
                        "/rules/1/bands/0/from_volume",
                        "/rules/1/bands/0/rate");
    }

    private static FeeRule banded(int bands) {
        List<FeeBand> ascending = LongStream.range(0, bands)
                .mapToObj(from -> new FeeBand(from, 1, 0, 0, null))
                .toList();
        return new FeeRule(null, null, null, null, ascending);
    }

    private static List<String> pointers(List<FeeRule> rules) {
        return FeeScheduleValidation.faults(new FeeSchedule("test", 1, rules)).stream()
                .map(Fault::pointer)
                .toList();
    }
}
