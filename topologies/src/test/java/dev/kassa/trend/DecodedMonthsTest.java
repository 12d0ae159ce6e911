package dev.kassa.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.TrendCounts;
import dev.kassa.trend.DecodedMonths.Month;
import dev.kassa.trend.DecodedMonths.OfStore;
import dev.kassa.trend.DecodedMonths.Row;
import dev.kassa.trend.TrendKeys.Dims;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecodedMonthsTest {
    private static final int ROWS_MAX = 65_536;

    private final DecodedMonths decoded = new DecodedMonths();
    private final OfStore one = decoded.ofStore();
    private final OfStore other = decoded.ofStore();
    private int reads;

    private List<Row> ask(OfStore store, int month, int rows) {
        return store.get(new Month(null, month), () -> {
            reads++;
            return IntStream.range(0, rows)
                    .mapToObj(i -> new Row(new Dims(month, "EUR", "m" + i, null, null), counts()))
                    .toList();
        });
    }

    private static TrendCounts counts() {
        return TrendCounts.newBuilder()
                .setFailures(new HashMap<>())
                .setRisk(new HashMap<>())
                .build();
    }

    @Test
    void a_month_is_read_once_until_it_is_written() {
        ask(one, 7, 3);
        ask(one, 7, 3);
        assertThat(reads).isEqualTo(1);

        one.forget(new Month(null, 7));

        assertThat(ask(one, 7, 4)).hasSize(4);
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void stores_know_nothing_of_each_other() {
        ask(one, 7, 3);
        ask(other, 7, 5);

        one.forgetAll();

        assertThat(ask(other, 7, 0)).hasSize(5);
        assertThat(decoded.rows()).isEqualTo(6);
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void those_longest_not_asked_for_give_way() {
        for (int month = 0; month < 20; month++) {
            ask(one, month, 4_000);
            ask(one, 0, 4_000);
            assertThat(decoded.rows()).isLessThanOrEqualTo(ROWS_MAX);
        }
        assertThat(reads).isEqualTo(20);

        ask(one, 1, 4_000);

        assertThat(reads).isEqualTo(21);
    }

    @Test
    void a_month_of_very_many_cells_is_not_kept() {
        ask(one, 7, 5_000);
        ask(one, 7, 5_000);

        assertThat(reads).isEqualTo(2);
        assertThat(decoded.rows()).isZero();
    }
}
