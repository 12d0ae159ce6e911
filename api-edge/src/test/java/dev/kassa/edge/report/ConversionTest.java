package dev.kassa.edge.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.kassa.edge.report.FundsFlow.Line;
import dev.kassa.edge.report.Reports.PeriodRow;
import dev.kassa.edge.report.Reports.RankBy;
import dev.kassa.edge.report.Reports.RankRow;
import dev.kassa.edge.report.Reports.Summary;
import dev.kassa.figure.Granularity;
import dev.kassa.port.Trends.Counts;
import dev.kassa.port.Trends.FlowCell;
import dev.kassa.port.Trends.TrendCell;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports in a reporting currency. */
class ConversionTest {
    private static final Span MARCH = new Span(LocalDate.of(2011, 3, 1), LocalDate.of(2011, 3, 31));

    @ParameterizedTest(name = "{1} minor {0} at {2} are {4} minor {3}")
    @CsvSource(textBlock = """
            # of, amount             , rate         , in , minor
            EUR , 10000              , 1.0842       , USD, 10842
            EUR , 1                  , 1.5          , USD, 2
            EUR , 1                  , 1.4999999999 , USD, 1
            EUR , -1                 , 1.5          , USD, -2
            JPY , 1000               , 0.0065       , USD, 650
            JPY , 1                  , 0.0065       , USD, 1
            JPY , 1                  , 0.00499      , USD, 0
            USD , 650                , 153.846      , JPY, 1000
            USD , 1                  , 49.9999999999, JPY, 0
            KWD , 1000               , 3.25         , USD, 325
            KWD , 1                  , 3.25         , USD, 0
            KWD , 2                  , 3.25         , USD, 1
            EUR , 100                , 0.333        , KWD, 333
            JPY , 3                  , 0.002        , KWD, 6
            KWD , 1000               , 480.5        , JPY, 481
            USD , 9223372036854775807, 1            , EUR, 9223372036854775807
            EUR , 9007199254740993   , 1.0000000001 , USD, 9007199255641713
            EUR , 12345              , 1            , EUR, 12345
            """)
    void minor_units_of_one_are_minor_units_of_another(
            String of, long amount, BigDecimal rate, String into, long minor) {
        Conversion conversion = new Conversion(into, _ -> rates(rate(1, rate.toPlainString(), "2011-01-01", null)));

        assertThat(Figures.minor(BigDecimal.valueOf(amount)
                        .multiply(conversion.factor(of, MARCH.from()).orElseThrow())))
                .isEqualTo(minor);
    }

    @Test
    void what_a_long_cannot_hold_is_an_error() {
        Conversion conversion = new Conversion("USD", _ -> rates(rate(1, "2", "2011-01-01", null)));
        BigDecimal factor = conversion.factor("EUR", MARCH.from()).orElseThrow();

        assertThatThrownBy(
                        () -> Figures.minor(BigDecimal.valueOf(Long.MAX_VALUE).multiply(factor)))
                .isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest(name = "on {0} it is {1}")
    @CsvSource(nullValues = "-", textBlock = """
            # date    , rate, why
            2011-02-28, -   , nothing was told of it yet
            2011-03-01, 1.1 , from its first millisecond on
            2011-03-04, 1.1 ,
            2011-03-05, 1.2 , a change that holds from this noon on holds at the end of the day
            2011-03-09, 1.2 ,
            2011-03-10, 1.9 , a later change that says when it ends
            2011-03-11, 1.2 , and what it replaced holds again
            2011-03-19, 1.2 ,
            2011-03-20, -   , removed
            2011-03-24, -   ,
            2011-03-25, 1.3 , told anew
            """)
    void the_rate_of_a_date_is_the_latest_that_says_it_holds_at_its_end(LocalDate date, @Nullable BigDecimal rate) {
        DatedRates rates = rates(
                rate(4, "1.9", "2011-03-10", "2011-03-11"),
                rate(1, "1.1", "2011-03-01", null),
                new DatedRate(2, new BigDecimal("1.2"), ms("2011-03-05") + 43_200_000, null, "x"),
                new DatedRate(5, null, ms("2011-03-20"), null, ""),
                rate(6, "1.3", "2011-03-25", null));

        assertThat(rates.on(date).map(DatedRate::rate).orElse(null)).isEqualTo(rate);
    }

    @Test
    void a_rollback_holds_over_what_it_takes_back() {
        DatedRates rates = rates(
                rate(1, "1.1", "2011-03-01", null),
                rate(2, "11", "2011-03-05", null),
                rate(3, "1.1", "2011-03-01", null));

        assertThat(rates.on(LocalDate.of(2011, 3, 10)).orElseThrow().version()).isEqualTo(3);
    }

    @Test
    void each_date_has_its_own_rate_and_a_line_is_rounded_once() {
        Conversion conversion = new Conversion(
                "USD", of("EUR", rate(1, "1.004", "2011-03-01", null), rate(2, "2.004", "2011-03-08", null)));
        Gathering gathering = gathered(
                conversion,
                true,
                cell("2011-03-07", "EUR", "a", 1),
                cell("2011-03-08", "EUR", "a", 1),
                cell("2011-03-09", "EUR", "a", 123),
                cell("2011-03-09", "USD", "a", 10));

        Report<PeriodRow, Summary> told = Reports.periods(gathering, Granularity.MONTHLY);

        // 1 × 1.004 + 1 × 2.004 + 123 × 2.004 + 10 = 259.5, which is 260; rounded by date it were 1 + 2 + 246 + 10 =
        // 259
        assertThat(told.data()).singleElement().satisfies(row -> {
            assertThat(row.period() + " " + row.currency()).isEqualTo("2011-03 USD");
            assertThat(row.figures().amount()).isEqualByComparingTo("259.500");
            assertThat(Figures.minor(row.figures().amount())).isEqualTo(260);
            assertThat(row.figures().counts().succeeded()).isEqualTo(4);
            assertThat(row.figures().counts().amount())
                    .as("nothing adds up currencies")
                    .isZero();
        });
        Report.Converted<PeriodRow, Summary> converted = Objects.requireNonNull(told.converted());
        assertThat(converted.rates())
                .extracting(used -> used.base() + " " + used.rate().version() + " " + used.from() + " " + used.to())
                .containsExactly("EUR 1 2011-03-07 2011-03-07", "EUR 2 2011-03-08 2011-03-09");
        assertThat(converted.gaps()).isEmpty();
        assertThat(converted.data()).isEmpty();
        assertThat(converted.summary()).isEmpty();
    }

    @Test
    void what_has_no_rate_is_told_apart_and_growth_is_not_told_of_a_half() {
        Conversion conversion = new Conversion("USD", of("EUR", rate(1, "2", "2011-03-05", null)));
        Gathering gathering = gathered(
                conversion,
                true,
                cell("2011-03-03", "EUR", "a", 3),
                cell("2011-03-04", "EUR", "a", 4),
                cell("2011-03-05", "EUR", "a", 5),
                cell("2011-03-05", "JPY", "a", 700));
        gathering.then(List.of(cell("2011-02-05", "USD", "a", 1)));

        Report<PeriodRow, Summary> told = Reports.periods(gathering, Granularity.MONTHLY);

        assertThat(told.data())
                .extracting(row -> row.currency() + " " + row.figures().amount())
                .containsExactly("USD 10");
        assertThat(told.summary()).singleElement().satisfies(sum -> {
            assertThat(sum.comparison().growth()).isNull();
            assertThat(sum.comparison().reason()).isEqualTo("no_rate");
        });
        Report.Converted<PeriodRow, Summary> converted = Objects.requireNonNull(told.converted());
        assertThat(converted.data())
                .extracting(row -> row.currency() + " " + row.figures().amount())
                .containsExactly("EUR 7", "JPY 700");
        assertThat(converted.summary())
                .extracting(Summary::currency, sum -> sum.comparison().reason())
                .containsExactly(tuple("EUR", "no_rate"), tuple("JPY", "no_rate"));
        assertThat(converted.gaps())
                .extracting(gap -> gap.base() + " " + gap.from() + " " + gap.to())
                .containsExactly("EUR 2011-03-03 2011-03-04", "JPY 2011-03-05 2011-03-05");
    }

    @Test
    void a_rate_is_not_turned_round_nor_put_together_from_two() {
        List<String> asked = new ArrayList<>();
        Conversion conversion = new Conversion("JPY", base -> {
            asked.add(base);
            return DatedRates.NONE;
        });

        assertThat(conversion.factor("USD", MARCH.from())).isEmpty();
        assertThat(conversion.factor("USD", MARCH.to())).isEmpty();
        assertThat(asked).containsExactly("USD");
    }

    @Test
    void merchants_are_ranked_by_what_they_took_to_the_last_place() {
        Conversion conversion = new Conversion(
                "USD",
                of(Map.of(
                        "EUR", rates(rate(1, "1.1", "2011-01-01", null)),
                        "KWD", rates(rate(1, "3.2501", "2011-01-01", null)))));
        Gathering gathering = gathered(
                conversion,
                false,
                cell("2011-03-01", "EUR", "a", 100), // 110 cents
                cell("2011-03-01", "KWD", "b", 338), // 109.85338 cents, which are told as 110
                cell("2011-03-01", "USD", "c", 60),
                cell("2011-03-02", "USD", "c", 51),
                cell("2011-03-01", "EUR", "d", 100),
                cell("2011-03-01", "CHF", "d", 9));

        Report<RankRow, Summary> told = Reports.ranking(gathering, RankBy.AMOUNT, 10);

        assertThat(told.data())
                .extracting(row -> row.rank() + " " + row.merchantId() + " "
                        + Figures.minor(row.figures().amount()) + " "
                        + row.comparison().reason())
                .containsExactly(
                        "1 c 111 none_before", "2 a 110 none_before", "2 d 110 no_rate", "4 b 110 none_before");
        assertThat(Objects.requireNonNull(told.converted()).data())
                .extracting(row -> row.rank() + " " + row.merchantId() + " " + row.currency())
                .containsExactly("1 d CHF");
    }

    @Test
    void the_flow_of_funds_stays_balanced_where_its_lines_are_rounded() {
        Random random = new Random(20110301);
        List<FlowCell> cells = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int date = i % 7 == 0 ? -1 : MARCH.fromDay() + random.nextInt(31);
            String currency = List.of("EUR", "JPY", "KWD", "USD").get(random.nextInt(4));
            long fee = random.nextInt(100);
            long net = random.nextInt(100_000);
            cells.add(new FlowCell(date, currency, "channel:simulator:receivable", "capture", net + fee, 0));
            cells.add(new FlowCell(date, currency, "merchants:pending", "capture", 0, net));
            cells.add(new FlowCell(date, currency, "fees", "capture", 0, fee));
        }
        Conversion conversion = new Conversion("USD", _ -> {
            List<DatedRate> versions = new ArrayList<>();
            for (int day = -1; day < 31; day++) {
                versions.add(rate(
                        day + 2,
                        "1.0" + (100_003 + 7 * day),
                        MARCH.from().plusDays(day).toString(),
                        null));
            }
            return new DatedRates(versions);
        });

        Report<Line, FundsFlow.Sides> told = FundsFlow.of(cells, MARCH, conversion);

        assertThat(told.summary()).singleElement().satisfies(sides -> {
            assertThat(sides.difference()).isZero();
            assertThat(sides.debit()).isEqualTo(sides.credit()).isPositive();
        });
        assertThat(told.data())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line.closing() - line.opening() - line.in() + line.out() + line.fees())
                        .as("each figure is rounded by itself")
                        .isBetween(-2L, 2L));
        assertThat(conversion.used().getFirst().from()).isEqualTo(LocalDate.of(2011, 2, 28));
    }

    @Test
    void what_moved_without_a_rate_is_apart_in_its_own_currency() {
        List<FlowCell> cells = List.of(
                new FlowCell(-1, "EUR", "merchants:available", "settlement", 0, 50),
                new FlowCell(MARCH.fromDay(), "EUR", "merchants:available", "settlement", 0, 100));

        Report<Line, FundsFlow.Sides> told =
                FundsFlow.of(cells, MARCH, new Conversion("USD", of("EUR", rate(1, "2", "2011-03-01", null))));

        assertThat(told.data()).containsExactly(new Line("USD", "merchants:available", false, 0, 200, 0, 0, 200));
        assertThat(Objects.requireNonNull(told.converted()).data())
                .containsExactly(new Line("EUR", "merchants:available", false, 50, 0, 0, 0, 50));
    }

    private static Gathering gathered(Conversion conversion, boolean dates, TrendCell... cells) {
        Gathering gathering = new Gathering(MARCH, dates, conversion);
        gathering.now(List.of(cells));
        return gathering;
    }

    private static Function<String, DatedRates> of(String base, DatedRate... versions) {
        return of(Map.of(base, rates(versions)));
    }

    private static Function<String, DatedRates> of(Map<String, DatedRates> rates) {
        return base -> rates.getOrDefault(base, DatedRates.NONE);
    }

    private static DatedRates rates(DatedRate... versions) {
        return new DatedRates(List.of(versions));
    }

    private static DatedRate rate(long version, String rate, String from, @Nullable String to) {
        return new DatedRate(version, new BigDecimal(rate), ms(from), to == null ? null : ms(to), "ECB");
    }

    private static Long ms(String date) {
        return Instant.parse(date + "T00:00:00Z").toEpochMilli();
    }

    private static TrendCell cell(String date, String currency, String merchantId, long amount) {
        Counts counts = new Counts(1, amount, 1, amount, 0, 0, 0, 0, 0, 0, 0, Map.of(), Map.of(), List.of());
        return new TrendCell((int) LocalDate.parse(date).toEpochDay(), currency, merchantId, null, null, counts);
    }
}
