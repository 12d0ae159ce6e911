package dev.kassa.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a payment costs: a line per case, the fee in minor units last. How a schedule is written: see {@link Schedules}. */
class FeeTableTest {
    @ParameterizedTest(name = "{0} | {1} {2} {3} volume {4} | {5} costs {6}")
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                // A percentage, and where exactly a half begins.
                "8000                     | EUR | card | 2026-03-01 | 0 | 10000         | 80",
                "8000                     | EUR | card | 2026-03-01 | 0 | 0             | 0",
                "8000                     | EUR | card | 2026-03-01 | 0 | 1             | 0",
                "8000                     | EUR | card | 2026-03-01 | 0 | 62            | 0",
                "8000                     | EUR | card | 2026-03-01 | 0 | 63            | 1",
                "5000                     | EUR | card | 2026-03-01 | 0 | 99            | 0",
                "5000                     | EUR | card | 2026-03-01 | 0 | 100           | 1",
                "5000                     | EUR | card | 2026-03-01 | 0 | 299           | 1",
                "5000                     | EUR | card | 2026-03-01 | 0 | 300           | 2",
                "25000                    | EUR | card | 2026-03-01 | 0 | 19            | 0",
                "25000                    | EUR | card | 2026-03-01 | 0 | 20            | 1",
                "25000                    | EUR | card | 2026-03-01 | 0 | 60            | 2",
                "1                        | EUR | card | 2026-03-01 | 0 | 499999        | 0",
                "1                        | EUR | card | 2026-03-01 | 0 | 500000        | 1",
                "1                        | EUR | card | 2026-03-01 | 0 | 1499999       | 1",
                "1                        | EUR | card | 2026-03-01 | 0 | 1500000       | 2",
                "0                        | EUR | card | 2026-03-01 | 0 | 1000000000000 | 0",
                "1000000                  | EUR | card | 2026-03-01 | 0 | 1000000000000 | 1000000000000",
                "999999                   | EUR | card | 2026-03-01 | 0 | 1000000000000 | 999999000000",
                // Fixed, and both; the percentage is rounded before what is fixed is added.
                "+2500                    | EUR | card | 2026-03-01 | 0 | 1             | 25",
                "+2500                    | EUR | card | 2026-03-01 | 0 | 1000000       | 25",
                "14000 +2500              | EUR | card | 2026-03-01 | 0 | 1000          | 39",
                "14000 +2500              | EUR | card | 2026-03-01 | 0 | 35            | 25",
                "14000 +2500              | EUR | card | 2026-03-01 | 0 | 36            | 26",
                "+49                      | EUR | card | 2026-03-01 | 0 | 1000          | 0",
                "+50                      | EUR | card | 2026-03-01 | 0 | 1000          | 1",
                "+149                     | EUR | card | 2026-03-01 | 0 | 1000          | 1",
                "+150                     | EUR | card | 2026-03-01 | 0 | 1000          | 2",
                // Minimum and maximum: of the percentage and what is fixed together; the maximum has the last word.
                "8000 >=10000             | EUR | card | 2026-03-01 | 0 | 12499         | 100",
                "8000 >=10000             | EUR | card | 2026-03-01 | 0 | 12562         | 100",
                "8000 >=10000             | EUR | card | 2026-03-01 | 0 | 12563         | 101",
                "8000 +5000 >=10000       | EUR | card | 2026-03-01 | 0 | 6249          | 100",
                "8000 +5000 >=10000       | EUR | card | 2026-03-01 | 0 | 6313          | 101",
                "8000 <=20000             | EUR | card | 2026-03-01 | 0 | 25000         | 200",
                "8000 <=20000             | EUR | card | 2026-03-01 | 0 | 24937         | 199",
                "8000 <=20000             | EUR | card | 2026-03-01 | 0 | 1000000       | 200",
                "8000 +30000 <=20000      | EUR | card | 2026-03-01 | 0 | 100           | 200",
                "8000 >=5000 <=5000       | EUR | card | 2026-03-01 | 0 | 999999        | 50",
                "8000 <=0                 | EUR | card | 2026-03-01 | 0 | 999999        | 0",
                // One schedule in every currency: whole yen, and thousandths of a dinar.
                "8000 >=10000             | JPY | card | 2026-03-01 | 0 | 62            | 1",
                "8000 >=10000             | JPY | card | 2026-03-01 | 0 | 187           | 1",
                "8000 >=10000             | JPY | card | 2026-03-01 | 0 | 188           | 2",
                "8000 >=4999              | JPY | card | 2026-03-01 | 0 | 1             | 0",
                "8000 >=5000              | JPY | card | 2026-03-01 | 0 | 1             | 1",
                "+14999                   | JPY | card | 2026-03-01 | 0 | 1             | 1",
                "+15000                   | JPY | card | 2026-03-01 | 0 | 1             | 2",
                "8000 >=10000             | KWD | card | 2026-03-01 | 0 | 1000          | 1000",
                "8000 >=2000              | KWD | card | 2026-03-01 | 0 | 1000          | 200",
                "+5                       | KWD | card | 2026-03-01 | 0 | 1             | 1",
                "+4                       | KWD | card | 2026-03-01 | 0 | 1             | 0",
                "8000 +2500               | KWD | card | 2026-03-01 | 0 | 10000         | 330",
                "8000 +2500 <=3000        | KWD | card | 2026-03-01 | 0 | 10000         | 300",
                "+1                       | UYW | card | 2026-03-01 | 0 | 1             | 1",
                "8000                     | ABC | card | 2026-03-01 | 0 | 10000         | none",
                "8000                     | eur | card | 2026-03-01 | 0 | 10000         | none",
                // By the month's volume before this payment; the band is reached at its volume.
                "8000 / from 1000000: 6000                        | EUR | card | 2026-03-01 | 0     | 10000 | 80",
                "8000 / from 1000000: 6000                        | EUR | card | 2026-03-01 | 9999  | 10000 | 80",
                "8000 / from 1000000: 6000                        | EUR | card | 2026-03-01 | 10000 | 10000 | 60",
                "8000 / from 1000000: 6000 / from 2000000: 1000   | EUR | card | 2026-03-01 | 19999 | 10000 | 60",
                "8000 / from 1000000: 6000 / from 2000000: 1000   | EUR | card | 2026-03-01 | 20000 | 10000 | 10",
                "8000 / from 1000000: 6000                        | JPY | card | 2026-03-01 | 99    | 10000 | 80",
                "8000 / from 1000000: 6000                        | JPY | card | 2026-03-01 | 100   | 10000 | 60",
                "8000 / from 1000000: 6000                        | KWD | card | 2026-03-01 | 99999 | 10000 | 80",
                "8000 / from 1000000: 6000 +100                   | KWD | card | 2026-03-01 | 100000 | 10000 | 70",
                "8000 / from 1000000: 6000 | EUR | card | 2026-03-01 | 9223372036854775807 | 10000 | 60",
                // From and to: from the first day on, before the last.
                "2026-03-01..2026-04-01 8000 ; 6000 | EUR | card | 2026-02-28 | 0 | 10000 | 60",
                "2026-03-01..2026-04-01 8000 ; 6000 | EUR | card | 2026-03-01 | 0 | 10000 | 80",
                "2026-03-01..2026-04-01 8000 ; 6000 | EUR | card | 2026-03-31 | 0 | 10000 | 80",
                "2026-03-01..2026-04-01 8000 ; 6000 | EUR | card | 2026-04-01 | 0 | 10000 | 60",
                "2026-03-01.. 8000                  | EUR | card | 2026-02-28 | 0 | 10000 | none",
                "2026-03-01.. 8000                  | EUR | card | 2026-03-01 | 0 | 10000 | 80",
                "..2026-03-01 8000                  | EUR | card | 2026-02-28 | 0 | 10000 | 80",
                "..2026-03-01 8000                  | EUR | card | 2026-03-01 | 0 | 10000 | none",
                "2024-02-29..2024-03-01 8000 ; 6000 | EUR | card | 2024-02-29 | 0 | 10000 | 80",
                // By currency, by channel, by both; the first that fits wins.
                "EUR 8000 ; 6000                    | EUR | card | 2026-03-01 | 0 | 10000 | 80",
                "EUR 8000 ; 6000                    | USD | card | 2026-03-01 | 0 | 10000 | 60",
                "EUR 8000                           | USD | card | 2026-03-01 | 0 | 10000 | none",
                "@card 8000 ; @bank 6000 ; 1000     | EUR | card | 2026-03-01 | 0 | 10000 | 80",
                "@card 8000 ; @bank 6000 ; 1000     | EUR | bank | 2026-03-01 | 0 | 10000 | 60",
                "@card 8000 ; @bank 6000 ; 1000     | EUR | coin | 2026-03-01 | 0 | 10000 | 10",
                "EUR @card 8000 ; EUR 6000 ; 1000   | EUR | bank | 2026-03-01 | 0 | 10000 | 60",
                "EUR @card 8000 ; EUR 6000 ; 1000   | USD | card | 2026-03-01 | 0 | 10000 | 10",
                "8000 ; EUR 6000                    | EUR | card | 2026-03-01 | 0 | 10000 | 80",
                "EUR @card 2026-03-01.. 8000 ; 6000 | EUR | card | 2026-02-28 | 0 | 10000 | 60",
            })
    void what_a_payment_costs(
            String schedule,
            String currency,
            String channel,
            LocalDate date,
            long volume,
            long amount,
            @Nullable Long expected) {
        FeeSchedule priced = Schedules.schedule(schedule);
        assertThat(FeeScheduleValidation.faults(priced)).isEmpty();

        Optional<FeeTerms> terms = priced.termsFor(currency, channel, date, volume);

        assertThat(terms.map(found -> found.feeOn(amount)).orElse(null)).isEqualTo(expected);
    }
}
