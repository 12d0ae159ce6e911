package dev.kassa.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetailMerchantTest {
    @ParameterizedTest
    @CsvSource({
        "United Kingdom,      retail-united-kingdom,      GB",
        "EIRE,                retail-eire,                ZZ",
        "Channel Islands,     retail-channel-islands,     ZZ",
        "European Community,  retail-european-community,  ZZ",
        "Unspecified,         retail-unspecified,         ZZ",
        "USA,                 retail-usa,                 US",
        "Hong Kong,           retail-hong-kong,           HK",
        "Czech Republic,      retail-czech-republic,      CZ",
        "Germany,             retail-germany,             DE",
        "United Arab Emirates,retail-united-arab-emirates,AE",
        "Côte d'Ivoire,       retail-c-te-d-ivoire,       CI",
        "A  & (B),            retail-a-b-,                ZZ",
    })
    void aCountryNamesItsMerchant(String country, String id, String code) {
        RetailMerchant merchant =
                RetailMerchant.of(List.of(row(country, "GBP"))).getFirst();

        assertThat(merchant).isEqualTo(new RetailMerchant(id, country, code, List.of("GBP")));
    }

    @Test
    void aMerchantHasTheCurrenciesOfItsRows() {
        List<RetailMerchant> merchants =
                RetailMerchant.of(List.of(row("France", "GBP"), row("Japan", "JPY"), row("France", "EUR")));

        assertThat(merchants)
                .containsExactly(
                        new RetailMerchant("retail-france", "France", "FR", List.of("EUR", "GBP")),
                        new RetailMerchant("retail-japan", "Japan", "JP", List.of("JPY")));
    }

    private static OrderRow row(String country, String currency) {
        return new OrderRow(2, OrderRow.Kind.PAYMENT, Instant.EPOCH, "1", "", 1, currency, "", country);
    }
}
