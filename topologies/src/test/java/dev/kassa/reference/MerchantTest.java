package dev.kassa.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.limit.Limits;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MerchantTest {
    private static final Limits ALL = new Limits(1L, 2L, 3L);
    private static final Limits IN_YEN = new Limits(100L, null, null);

    private static Merchant merchant(MerchantStatus status, @Nullable Long negativeLimit) {
        return new Merchant(
                "shop",
                status,
                "DE",
                ZoneOffset.UTC,
                List.of("EUR", "JPY"),
                "business",
                null,
                ALL,
                Map.of("JPY", IN_YEN),
                negativeLimit,
                1);
    }

    @Test
    void a_currency_of_its_own_limits_has_those_and_no_others() {
        Merchant merchant = merchant(MerchantStatus.ACTIVE, null);

        assertThat(merchant.limitsIn("JPY")).isEqualTo(IN_YEN);
        assertThat(merchant.limitsIn("EUR")).isEqualTo(ALL);
    }

    @ParameterizedTest
    @CsvSource({
        "EUR,      , 1000000",
        "JPY,      , 10000",
        "KWD,      , 10000000",
        "EUR,     0, 0",
        "JPY,    77, 77",
    })
    void pending_may_go_ten_thousand_below_zero_unless_it_is_said(String currency, @Nullable Long said, long expected) {
        assertThat(merchant(MerchantStatus.ACTIVE, said).negativeLimit(currency))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(MerchantStatus.class)
    void only_an_active_one_is(MerchantStatus status) {
        assertThat(merchant(status, null).isActive()).isEqualTo(status == MerchantStatus.ACTIVE);
    }
}
