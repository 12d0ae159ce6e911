package dev.kassa.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurrenciesTest {
    private static final Path ISO_LIST = Path.of("..", "..", "shared", "data", "currencies", "codes-all.csv");

    @ParameterizedTest
    @CsvSource({
        "EUR, 2,    12,   1200",
        "GBP, 2,    -3,   -300",
        "JPY, 0,    12,     12",
        "KWD, 3,    12,  12000",
        "CLF, 4,     1,  10000",
        "UYW, 4,     1,  10000",
        "EUR, 2,     0,      0",
        "EUR, 2, 92233720368547758,  9223372036854775800",
    })
    void knowsTheMinorUnit(String code, int exponent, long major, long minor) {
        assertThat(Currencies.isKnown(code)).isTrue();
        assertThat(Currencies.exponent(code)).isEqualTo(exponent);
        assertThat(Currencies.minor(code, major)).isEqualTo(minor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "eur", "EURO", "DEM", "XAU", "XXX", "BGN", "978", "ZZZ"})
    void refusesWhatIsNoCurrencyInUse(String code) {
        assertThat(Currencies.isKnown(code)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Currencies.exponent(code))
                .withMessageEndingWith(": " + code);
    }

    @Test
    void refusesToWrapAround() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Currencies.minor("EUR", 92_233_720_368_547_759L));
    }

    @ParameterizedTest
    @CsvSource({
        "EUR, 10000, 100",
        "EUR, 49, 0",
        "EUR, 50, 1",
        "EUR, 149, 1",
        "EUR, 150, 2",
        "JPY, 4999, 0",
        "JPY, 5000, 1",
        "JPY, 15000, 2",
        "KWD, 4, 0",
        "KWD, 5, 1",
        "KWD, 10000, 1000",
        "UYW, 1, 1",
        "EUR, 0, 0",
    })
    void roundsTenThousandthsToTheMinorUnit(String code, long tenThousandths, long minor) {
        assertThat(Currencies.minorOfTenThousandths(code, tenThousandths)).isEqualTo(minor);
    }

    @Test
    void refusesTenThousandthsThatDoNotFit() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Currencies.minorOfTenThousandths("EUR", Long.MAX_VALUE / 100));
    }

    @Test
    void agreesWithThePublishedList() throws IOException {
        assumeTrue(Files.exists(ISO_LIST), "the published list of ISO 4217 is not beside this checkout");
        Map<String, Integer> published = new TreeMap<>();
        for (String line : Files.readAllLines(ISO_LIST)) {
            List<String> fields = Arrays.asList(line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1));
            if (fields.get(5).isEmpty() && fields.get(4).matches("[0-9]")) {
                published.put(fields.get(2), Integer.valueOf(fields.get(4)));
            }
        }

        assertThat(Currencies.codes().stream().collect(Collectors.toMap(code -> code, Currencies::exponent)))
                .containsExactlyInAnyOrderEntriesOf(published);
    }
}
