package dev.kassa.edge.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kassa.edge.report.FundsFlow.Line;
import dev.kassa.edge.report.Reports.RankBy;
import dev.kassa.edge.report.Reports.RankRow;
import dev.kassa.figure.Granularity;
import dev.kassa.figure.Rate;
import dev.kassa.port.Trends.Counts;
import dev.kassa.port.Trends.FlowCell;
import dev.kassa.port.Trends.TrendCell;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of reports from cells. */
class ReportsTest {
    private static final Span MARCH = new Span(LocalDate.of(2011, 3, 1), LocalDate.of(2011, 3, 31));

    @ParameterizedTest
    @CsvSource(textBlock = """
            # date    , daily     , weekly  , monthly
            2011-03-07, 2011-03-07, 2011-W10, 2011-03
            2011-01-01, 2011-01-01, 2010-W52, 2011-01
            2010-01-03, 2010-01-03, 2009-W53, 2010-01
            2024-12-30, 2024-12-30, 2025-W01, 2024-12
            2024-02-29, 2024-02-29, 2024-W09, 2024-02
            """)
    void a_date_is_in_a_period(LocalDate date, String daily, String weekly, String monthly) {
        assertThat(List.of(
                        Granularity.DAILY.periodOf(date),
                        Granularity.WEEKLY.periodOf(date),
                        Granularity.MONTHLY.periodOf(date)))
                .containsExactly(daily, weekly, monthly);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # from    , to        , from before, to before
            2011-03-07, 2011-03-13, 2011-02-28 , 2011-03-06
            2011-03-07, 2011-03-07, 2011-03-06 , 2011-03-06
            2011-03-01, 2011-03-31, 2011-02-01 , 2011-02-28
            2012-03-01, 2012-03-31, 2012-02-01 , 2012-02-29
            2011-01-01, 2011-06-30, 2010-07-01 , 2010-12-31
            2011-03-01, 2011-03-30, 2011-01-30 , 2011-02-28
            2011-02-01, 2011-02-28, 2011-01-01 , 2011-01-31
            """)
    void a_span_has_an_equal_one_before(LocalDate from, LocalDate to, LocalDate fromBefore, LocalDate toBefore) {
        assertThat(new Span(from, to).before()).isEqualTo(new Span(fromBefore, toBefore));
    }

    @Test
    void a_span_does_not_end_before_it_begins() {
        assertThatThrownBy(() -> new Span(LocalDate.of(2011, 3, 2), LocalDate.of(2011, 3, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # now              , before             , growth
            150                , 100                , 0.5000
            100                , 150                , -0.3333
            200                , 300                , -0.3333
            0                  , 7                  , -1.0000
            7                  , 0                  , -
            0                  , 0                  , -
            1                  , 3                  , -0.6667
            9223372036854775807, 1                  , 9223372036854775806.0000
            9223372036854775807, 9223372036854775807, 0.0000
            """)
    void growth_is_of_what_was_before(long now, long before, @Nullable String growth) {
        assertThat(Rate.growth(BigDecimal.valueOf(now), BigDecimal.valueOf(before)))
                .isEqualTo(growth);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # amount, count, average
            10      , 4    , 3
            9       , 4    , 2
            0       , 4    , 0
            10      , 0    , -
            """)
    void an_average_is_rounded_half_up(long amount, long count, @Nullable Long average) {
        assertThat(Rate.average(BigDecimal.valueOf(amount), count)).isEqualTo(average);
    }

    @Test
    void dates_of_a_period_are_added_and_currencies_never() {
        List<TrendCell> cells = List.of(
                cell("2011-03-07", "EUR", null, 100),
                cell("2011-03-08", "EUR", null, 50),
                cell("2011-03-08", "JPY", null, 7),
                cell("2011-03-14", "EUR", null, 1));

        assertThat(Reports.periods(gathered(true, cells, List.of()), Granularity.WEEKLY)
                        .data())
                .extracting(row -> row.period() + " " + row.currency() + " "
                        + row.figures().amount())
                .containsExactly("2011-W10 EUR 150", "2011-W10 JPY 7", "2011-W11 EUR 1");
    }

    @Test
    void a_currency_of_either_span_is_summed_up_and_says_why_it_has_no_growth() {
        Gathering gathered = gathered(
                false,
                List.of(cell("2011-03-07", "EUR", null, 150), cell("2011-03-07", "JPY", null, 7)),
                List.of(cell("2011-02-07", "EUR", null, 100), cell("2011-02-07", "GBP", null, 9)));

        assertThat(Reports.channels(gathered).summary())
                .extracting(each -> each.currency() + " " + each.figures().amount() + " "
                        + each.comparison().growth() + " " + each.comparison().reason())
                .containsExactly("EUR 150 0.5000 null", "GBP 0 -1.0000 null", "JPY 7 null none_before");
    }

    @Test
    void equals_have_the_same_rank_and_the_next_one_does_not_move_up() {
        List<TrendCell> now = List.of(
                cell("2011-03-01", "EUR", "a", 5),
                cell("2011-03-01", "EUR", "b", 9),
                cell("2011-03-01", "EUR", "c", 9),
                cell("2011-03-01", "JPY", "d", 1));

        assertThat(Reports.ranking(gathered(false, now, List.of()), RankBy.AMOUNT, 10)
                        .data())
                .extracting(row -> row.rank() + " " + row.merchantId() + " " + row.currency() + " " + row.share())
                .containsExactly("1 b EUR 0.3913", "1 c EUR 0.3913", "3 a EUR 0.2174", "1 d JPY 1.0000");
    }

    @Test
    void who_had_nothing_before_comes_last_by_growth() {
        List<TrendCell> now = List.of(
                cell("2011-03-01", "EUR", "new", 900),
                cell("2011-03-01", "EUR", "twice", 20),
                cell("2011-03-01", "EUR", "half", 50));
        List<TrendCell> then = List.of(cell("2011-02-01", "EUR", "twice", 10), cell("2011-02-01", "EUR", "half", 100));

        assertThat(Reports.ranking(gathered(false, now, then), RankBy.GROWTH, 10)
                        .data())
                .extracting(RankRow::merchantId)
                .containsExactly("twice", "half", "new");
    }

    @Test
    void what_was_taken_in_had_its_fee_in_it_and_every_line_comes_out() {
        List<FlowCell> cells = List.of(
                new FlowCell(-1, "EUR", "merchants:pending", "capture", 0, 95),
                new FlowCell(-1, "EUR", "fees", "capture", 0, 5),
                new FlowCell(-1, "EUR", "channel:simulator:receivable", "capture", 100, 0),
                new FlowCell(10, "EUR", "merchants:pending", "capture", 0, 190),
                new FlowCell(10, "EUR", "fees", "capture", 0, 10),
                new FlowCell(10, "EUR", "channel:simulator:receivable", "capture", 200, 0),
                new FlowCell(11, "EUR", "merchants:pending", "settlement", 285, 0),
                new FlowCell(11, "EUR", "merchants:available", "settlement", 0, 285),
                new FlowCell(12, "EUR", "merchants:available", "withdrawal_hold", 100, 0),
                new FlowCell(12, "EUR", "merchants:in_transit", "withdrawal_hold", 0, 100),
                new FlowCell(12, "EUR", "merchants:in_transit", "withdrawal", 100, 0),
                new FlowCell(12, "EUR", "fees", "withdrawal", 0, 1),
                new FlowCell(12, "EUR", "bank:clearing", "withdrawal", 0, 99));

        Report<Line, FundsFlow.Sides> told = FundsFlow.of(cells, MARCH, null);

        assertThat(told.data())
                .containsExactly(
                        new Line("EUR", "bank:clearing", true, 0, 0, 99, 0, -99),
                        new Line("EUR", "channel:simulator:receivable", true, 100, 200, 0, 0, 300),
                        new Line("EUR", "fees", false, 5, 11, 0, 0, 16),
                        new Line("EUR", "merchants:available", false, 0, 285, 100, 0, 185),
                        new Line("EUR", "merchants:in_transit", false, 0, 100, 99, 1, 0),
                        new Line("EUR", "merchants:pending", false, 95, 200, 285, 10, 0));
        assertThat(told.data())
                .allSatisfy(line ->
                        assertThat(line.closing()).isEqualTo(line.opening() + line.in() - line.out() - line.fees()));
        assertThat(told.summary()).containsExactly(new FundsFlow.Sides("EUR", 201, 201, 0));
    }

    @Test
    void a_payment_smaller_than_its_fee_came_in_with_what_it_was() {
        List<FlowCell> cells = List.of(
                new FlowCell(10, "EUR", "merchants:pending", "capture", 8, 0),
                new FlowCell(10, "EUR", "fees", "capture", 0, 9),
                new FlowCell(10, "EUR", "channel:simulator:receivable", "capture", 1, 0));

        assertThat(FundsFlow.of(cells, MARCH, null).data())
                .contains(new Line("EUR", "merchants:pending", false, 0, 1, 0, 9, -8));
    }

    private static Gathering gathered(boolean dates, List<TrendCell> now, List<TrendCell> then) {
        Gathering gathering = new Gathering(MARCH, dates, null);
        gathering.now(now);
        gathering.then(then);
        return gathering;
    }

    private static TrendCell cell(String date, String currency, @Nullable String merchantId, long amount) {
        Counts counts = new Counts(1, amount, 1, amount, 0, 0, 0, 0, 0, 0, 0, Map.of(), Map.of(), List.of());
        return new TrendCell((int) LocalDate.parse(date).toEpochDay(), currency, merchantId, null, null, counts);
    }
}
