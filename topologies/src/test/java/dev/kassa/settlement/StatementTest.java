package dev.kassa.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kassa.settlement.SettlementAccount.Reserved;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTest {
    private static final LocalDate DATE = LocalDate.parse("2026-03-02");

    private static SettlementTerms terms(long minimum, int reserveBp) {
        return new SettlementTerms(Cycle.DAILY, LocalTime.MIDNIGHT, 1, "GB", reserveBp, 3, minimum, Long.MAX_VALUE);
    }

    private static Lines lines(long gross, long refunds, long fromAvailable, long fees) {
        return new Lines(1, 1, 1, gross, refunds, fromAvailable, 0, fees, 0, List.of(), ByteBuffer.allocate(32));
    }

    private static Statement.Drawn drawn(Lines lines, SettlementTerms terms, SettlementAccount account) {
        return Statement.drawUp("stl_1", lines, terms, account, DATE, DATE.plusDays(1));
    }

    private static SettlementAccount account(long carried, Reserved... reserve) {
        return new SettlementAccount(ClosedDates.NONE, carried, List.of(reserve));
    }

    @ParameterizedTest
    @CsvSource({
        // gross, refunds, from available, fees, carried in, minimum, reserve bp → held, carried out, net
        "10000,     0,     0,   60,      0,     0,     0,    0,      0,  9940",
        "10000,  4000,     0,   60,      0,     0,     0,    0,      0,  5940",
        "10000, 12000,     0,   60,      0,     0,     0,    0,  -2060,     0",
        "10000, 12000,  5000,   60,      0,     0,     0,    0,      0,  2940",
        "    0,  3000,  3000,    0,      0,     0,     0,    0,      0,     0",
        "    0,     0,     0,    0,   -500,     0,     0,    0,   -500,     0",
        "10000,     0,     0,   60,  -9940,     0,     0,    0,      0,     0",
        "10000,     0,     0,   60,  -9939,     0,     0,    0,      0,     1",
        "10000,     0,     0,   60, -20000,     0,     0,    0, -10060,     0",
        "10000,     0,     0,   60,   1000,     0,     0,    0,      0, 10940",
        // The minimum: reached is enough.
        "10000,     0,     0,   60,      0,  9940,     0,    0,      0,  9940",
        "10000,     0,     0,   60,      0,  9941,     0,    0,   9940,     0",
        "10000,     0,     0,   60,      1,  9941,     0,    0,      0,  9941",
        // Reserve is of the gross, rounded half up, and never more than there is.
        "10000,     0,     0,   60,      0,     0,  1000, 1000,      0,  8940",
        "10004,     0,     0,   60,      0,     0,     5,    5,      0,  9939",
        "10010,     0,     0,   60,      0,     0,     5,    5,      0,  9945",
        "10000,  9000,     0,   60,      0,     0,  1000,  940,      0,     0",
        "10000,     0,     0,   60,      0,     0, 10000, 9940,      0,     0",
        "10000,     0,     0,   60,      0, 99999,  1000,    0,   9940,     0",
        "    1,     0,     0,    0,      0,     0,  4999,    0,      0,     1",
        "    1,     0,     0,    0,      0,     0,  5000,    1,      0,     0",
    })
    void it_is_drawn_up_of_lines_terms_and_what_was_carried(
            long gross,
            long refunds,
            long fromAvailable,
            long fees,
            long carriedIn,
            long minimum,
            int reserveBp,
            long held,
            long carriedOut,
            long net) {
        Statement.Drawn drawn =
                drawn(lines(gross, refunds, fromAvailable, fees), terms(minimum, reserveBp), account(carriedIn));

        assertThat(drawn.statement().reserveHeld()).isEqualTo(held);
        assertThat(drawn.statement().carriedOut()).isEqualTo(carriedOut);
        assertThat(drawn.statement().net()).isEqualTo(net);
        assertThat(drawn.after().carried()).isEqualTo(carriedOut);
        assertThat(drawn.after().reserve())
                .isEqualTo(held == 0 ? List.of() : List.of(new Reserved("stl_1", held, DATE.plusDays(3))));
    }

    @ParameterizedTest
    @CsvSource({
        // owed, carried in, in reserve and due, minimum, reserve bp of a gross of 10000 → held, released, carried, net
        "     0,      0,    0,     0,    0,     0,    0,      0,     0",
        "     1,      0,    0,     0,    0,     0,    0,      0,     1",
        "    -1,      0,    0,     0,    0,     0,    0,     -1,     0",
        "  5000,  -5000,    0,     0,    0,     0,    0,      0,     0",
        "  5000,  -5001,    0,     0,    0,     0,    0,     -1,     0",
        "  5000,  -4999,    0,     0, 1000,     1,    0,      0,     0",
        "  5000,   2000,    0,  7000,    0,     0,    0,      0,  7000",
        "  5000,   2000,    0,  7001,    0,     0,    0,   7000,     0",
        "  5000,      0,  500,  5500,    0,     0,  500,      0,  5500",
        "  5000,      0,  500,  5501,    0,     0,  500,   5500,     0",
        "  5000,      0,  500,     0, 1000,  1000,  500,      0,  4500",
        " -5000,      0,  500,     0,    0,     0,  500,  -4500,     0",
        " -5000,      0, 5000,     0, 1000,     0, 5000,      0,     0",
        " -5000,      0, 5001,     0, 1000,     1, 5001,      0,     0",
        "     0,      0,  500,     0,    0,     0,  500,      0,   500",
        "     0,   -200,  500,     0,    0,     0,  500,      0,   300",
        "     0,   -500,  500,     0,    0,     0,  500,      0,     0",
        "     0,    200,  500,   701,    0,     0,  500,    700,     0",
        "   600,      0,    0,     0, 1000,   600,    0,      0,     0",
        "  1000,      0,    0,     0, 1000,  1000,    0,      0,     0",
        "  1001,      0,    0,     0, 1000,  1000,    0,      0,     1",
        "  1001,      0,    0,  1002, 1000,     0,    0,   1001,     0",
    })
    void reserve_debts_and_the_minimum_meet_in_one_sum(
            long owed, long carriedIn, long due, long minimum, int bp, long held, long released, long out, long net) {
        Lines lines = new Lines(2, 1, 2, 10_000, 0, 0, 2_000, 60, owed - 7_940, List.of(), ByteBuffer.allocate(32));
        Reserved[] reserve = due == 0 ? new Reserved[0] : new Reserved[] {new Reserved("stl_0", due, DATE)};
        Statement statement =
                drawn(lines, terms(minimum, bp), account(carriedIn, reserve)).statement();

        assertThat(lines.owed()).isEqualTo(owed);
        assertThat(statement.reserveHeld()).isEqualTo(held);
        assertThat(statement.reserveReleased()).isEqualTo(released);
        assertThat(statement.carriedOut()).isEqualTo(out);
        assertThat(statement.net()).isEqualTo(net);
        assertThat(statement.fromPending()).isEqualTo(net + held - released);
    }

    @ParameterizedTest
    @CsvSource({"2026-03-01, 500", "2026-03-02, 500", "2026-03-03, 0"})
    void reserve_is_given_back_from_its_date_on(LocalDate releaseOn, long released) {
        Statement.Drawn drawn =
                drawn(lines(1_000, 0, 0, 0), terms(0, 0), account(0, new Reserved("stl_0", 500, releaseOn)));

        assertThat(drawn.statement().reserveReleased()).isEqualTo(released);
        assertThat(drawn.statement().net()).isEqualTo(1_000 + released);
        assertThat(drawn.after().reserve()).hasSize(released == 0 ? 1 : 0);
    }

    @Test
    void reserve_that_is_given_back_pays_a_debt_first() {
        Statement statement = drawn(lines(0, 800, 0, 0), terms(0, 0), account(0, new Reserved("stl_0", 500, DATE)))
                .statement();

        assertThat(statement.carriedOut()).isEqualTo(-300);
        assertThat(statement.fromPending()).isEqualTo(-500);
        assertThat(statement.movesNothing()).isFalse();
    }

    @Test
    void what_does_not_fit_is_an_error() {
        assertThatThrownBy(() -> drawn(lines(Long.MAX_VALUE, 0, 1, 0), terms(0, 0), account(0)))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> drawn(lines(Long.MAX_VALUE, 0, 0, 0), terms(0, 0), account(1)))
                .isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void nothing_is_lost_or_made_over_a_life_of_settlements(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SettlementAccount account = SettlementAccount.NEW;
        long owed = 0;
        long available = 0;
        for (int day = 0; day < 2_000; day++) {
            Lines lines = lines(
                    random.nextLong(100_000), random.nextLong(90_000), random.nextLong(10_000), random.nextLong(900));
            LocalDate date = DATE.plusDays(day);
            Statement.Drawn drawn = Statement.drawUp(
                    "stl_" + day, lines, terms(random.nextLong(50_000), random.nextInt(3_000)), account, date, date);
            account = drawn.after();
            owed += lines.owed();
            available += drawn.statement().net();

            long reserve =
                    account.reserve().stream().mapToLong(Reserved::amount).sum();
            assertThat(available + reserve + account.carried()).isEqualTo(owed);
            assertThat(drawn.statement().net()).isNotNegative();
            assertThat(account.reserve()).allMatch(item -> item.releaseOn().isAfter(date));
        }
    }
}
