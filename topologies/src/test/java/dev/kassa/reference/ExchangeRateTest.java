package dev.kassa.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.pricing.Fault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExchangeRateTest {
    @ParameterizedTest(name = "{0}: {1} {2} {3} until {4} by {5} is {6}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // name | base | quote | rate | valid from 1000 to | source | the field at fault
                "EUR-USD | EUR | USD | 1.0842                 | -    | ECB |",
                "EUR-USD | EUR | USD | 1                      | 1001 | ECB |",
                "EUR-USD | EUR | USD | 0.0000000001           | -    | ECB |",
                "EUR-USD | EUR | USD | 999999999.9999999999   | -    | ECB |",
                "EUR-USD | XXQ | USD | 1                      | -    | ECB | /base",
                "EUR-USD | EUR | XXQ | 1                      | -    | ECB | /quote",
                "EUR-EUR | EUR | EUR | 1                      | -    | ECB | /quote",
                "USD-EUR | EUR | USD | 1                      | -    | ECB | /base",
                "EURUSD  | EUR | USD | 1                      | -    | ECB | /base",
                "EUR-USD | EUR | USD | 0                      | -    | ECB | /rate",
                "EUR-USD | EUR | USD | 0.000                  | -    | ECB | /rate",
                "EUR-USD | EUR | USD | -1                     | -    | ECB | /rate",
                "EUR-USD | EUR | USD | 1e3                    | -    | ECB | /rate",
                "EUR-USD | EUR | USD | .5                     | -    | ECB | /rate",
                "EUR-USD | EUR | USD | 1.                     | -    | ECB | /rate",
                "EUR-USD | EUR | USD | 1000000000             | -    | ECB | /rate",
                "EUR-USD | EUR | USD | 1.00000000001          | -    | ECB | /rate",
                "EUR-USD | EUR | USD | 1                      | 1000 | ECB | /valid_to",
                "EUR-USD | EUR | USD | 1                      | 999  | ECB | /valid_to",
                "EUR-USD | EUR | USD | 1                      | -    | ' ' | /source",
            })
    void the_first_field_at_fault_is_told(
            String name,
            String base,
            String quote,
            String rate,
            @Nullable Long validToMs,
            String source,
            @Nullable String pointer) {
        assertThat(new ExchangeRate(base, quote, rate, 1_000, validToMs, source)
                        .fault(name)
                        .map(Fault::pointer)
                        .orElse(null))
                .isEqualTo(pointer);
    }

    @ParameterizedTest
    @CsvSource({"100, true", "101, false"})
    void a_source_has_a_hundred_characters_at_most(int characters, boolean good) {
        assertThat(new ExchangeRate("EUR", "USD", "1", 0, null, "s".repeat(characters)).fault("EUR-USD"))
                .matches(fault -> fault.isEmpty() == good);
    }
}
