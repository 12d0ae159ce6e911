package dev.kassa.export.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kassa.export.file.Column.Kind;
import dev.kassa.export.file.ControlTotals.Total;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TableTest {
    private static final Table FEES = Table.titled("Fees")
            .code("id")
            .totalled("fee", "currency")
            .code("currency")
            .time("at")
            .build();

    @Test
    void the_totals_are_rows_and_a_sum_and_count_per_currency() {
        Tally tally = new Tally(FEES);
        Row row = FEES.newRow();
        tally.add(row.begin().code("a").amount(5).code("EUR").none());
        tally.add(row.begin().code("b").amount(-7).code("EUR").none());
        tally.add(row.begin().code("c").amount(1).code("CHF").none());
        tally.add(row.begin().code("d").none().code("EUR").none());
        tally.add(row.begin().code("e").none().none().none());
        assertThat(tally.totals())
                .isEqualTo(new ControlTotals(
                        5, java.util.List.of(new Total("fee", "CHF", 1, 1), new Total("fee", "EUR", 2, -2))));
    }

    @Test
    void a_row_that_makes_no_sense_is_refused_and_not_counted() {
        Tally tally = new Tally(FEES);
        refused(tally, row -> row.code("a").amount(5).none().none(), "row 1: fee has no currency");
        refused(tally, row -> row.code("a").amount(5).code("XXX").none(), "XXX");
        refused(tally, row -> row.code("a").none().none().time(Long.MAX_VALUE), "row 1: at is no moment");
        refused(tally, row -> row.code("#rows").none().none().none(), "row 1: id begins with #");
        refused(tally, row -> row.code("a").none(), "end too early");
        assertThat(tally.totals().rows()).isZero();
    }

    @Test
    void a_sum_beyond_a_long_is_an_error_and_no_wrap() {
        Tally tally = new Tally(FEES);
        Row row = FEES.newRow();
        tally.add(row.begin().code("a").amount(Long.MAX_VALUE).code("EUR").none());
        assertThatThrownBy(() ->
                        tally.add(row.begin().code("b").amount(1).code("EUR").none()))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void a_row_keeps_nothing_of_the_row_before() {
        Row row = FEES.newRow();
        row.begin().code("a").amount(5).code("EUR").time(1);
        row.begin().code(null).none().none().none();
        for (int i = 0; i < 4; i++) {
            assertThat(row.has(i)).isFalse();
        }
    }

    @Test
    void a_cell_of_another_kind_is_a_bug_that_names_the_column() {
        assertThatThrownBy(() -> FEES.newRow().begin().text("a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("id is CODE");
        assertThatThrownBy(
                        () -> FEES.newRow().begin().none().none().none().none().none())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("full");
    }

    @Test
    void a_table_that_makes_no_sense_is_refused() {
        wrong(() -> Table.titled("x").build(), "1 to 200");
        wrong(() -> Table.titled("x").text("name").build(), "first column");
        wrong(() -> Table.titled("x").code("id").code("id").build(), "two columns");
        wrong(() -> Table.titled("x").code("id").amount("a", "nowhere").build(), "no column nowhere");
        wrong(() -> Table.titled("x").code("id").text("t").amount("a", "t").build(), "holds no code");
        wrong(() -> new Column("Bad Name", Kind.TEXT, null, false), "a-z");
        wrong(() -> new Column("n", Kind.INTEGER, null, true), "only amounts");
        wrong(() -> new Column("n", Kind.AMOUNT, null, true), "currency");
    }

    @ParameterizedTest
    @EnumSource(ExportFormat.class)
    void a_file_of_no_rows_has_totals_of_none(ExportFormat format) throws Exception {
        assertThat(Sample.write(format, java.io.OutputStream.nullOutputStream(), java.util.List.of()))
                .isEqualTo(new ControlTotals(0, java.util.List.of()));
    }

    private static void refused(Tally tally, UnaryOperator<Row> filled, String told) {
        assertThatThrownBy(() -> tally.add(filled.apply(FEES.newRow().begin())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(told);
    }

    private static void wrong(org.assertj.core.api.ThrowableAssert.ThrowingCallable made, String told) {
        assertThatThrownBy(made).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(told);
    }
}
