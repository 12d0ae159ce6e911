package dev.kassa.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.ledger.Balance;
import dev.kassa.limit.Limits;
import dev.kassa.limit.MonthTaken;
import dev.kassa.reference.Merchant;
import dev.kassa.reference.MerchantStatus;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentOpeningTest {
    private static final long NOW = 1_000;

    // the merchant, the order's attempts so far, amount, currency, channel, business time, the merchant's pending;
    // expected
    @ParameterizedTest(name = "{0} merchant, attempts {1}, {2} {3} over {4} at {5}, pending {6}: {7}")
    @CsvSource(
            nullValues = "-",
            value = {
                "active,    -,                   1, EUR, simulator, 1000,                   0, -",
                "active,    -,       1000000000000, EUR, simulator, 1000,                   0, -",
                "active,    -,                   0, EUR, simulator, 1000,                   0, AMOUNT_OUT_OF_BOUNDS",
                "active,    -,                  -1, EUR, simulator, 1000,                   0, AMOUNT_OUT_OF_BOUNDS",
                "active,    -,       1000000000001, EUR, simulator, 1000,                   0, AMOUNT_OUT_OF_BOUNDS",
                "active,    -, 9223372036854775807, EUR, simulator, 1000,                   0, AMOUNT_OUT_OF_BOUNDS",
                "active,    -,                 500, USD, simulator, 1000,                   0, CURRENCY_NOT_TAKEN",
                "active,    -,                 500, EUR, nowhere,   1000,                   0, CHANNEL_UNKNOWN",
                "active,    -,                 500, EUR, simulator, 1001,                   0, IN_THE_FUTURE",
                "active,    -,                 500, EUR, simulator,    1,                   0, -",
                "active,    -,                 500, EUR, simulator, 1000, 2305843009213693951, -",
                "active,    -,                 500, EUR, simulator, 1000, 2305843009213693952, BALANCE_FULL",
                "active,    FAILED,            500, EUR, simulator, 1000,                   0, -",
                "active,    VOIDED,            500, EUR, simulator, 1000,                   0, -",
                "active,    PROCESSING,        500, EUR, simulator, 1000,                   0, ATTEMPT_UNDER_WAY",
                "active,    AUTHORIZED,        500, EUR, simulator, 1000,                   0, ATTEMPT_UNDER_WAY",
                "active,    FAILED SUCCEEDED,  500, EUR, simulator, 1000,                   0, ORDER_PAID",
                "suspended, -,                 500, EUR, simulator, 1000,                   0, MERCHANT_NOT_ACTIVE",
                "pending,   -,                 500, EUR, simulator, 1000,                   0, MERCHANT_NOT_ACTIVE",
                // Where more than one holds, the one that is told first.
                "suspended, SUCCEEDED,           0, EUR, simulator, 1000,                   0, ORDER_PAID",
                "suspended, PROCESSING,          0, EUR, simulator, 1000,                   0, MERCHANT_NOT_ACTIVE",
                "active,    PROCESSING,          0, EUR, simulator, 1000,                   0, ATTEMPT_UNDER_WAY",
                "active,    -,                   0, USD, simulator, 1000,                   0, AMOUNT_OUT_OF_BOUNDS",
                "active,    -,                 500, USD, nowhere,   1001,                   0, CURRENCY_NOT_TAKEN",
                "active,    -,                 500, EUR, nowhere,   1001,                   0, CHANNEL_UNKNOWN",
            })
    void whether_a_payment_may_be_opened(
            String merchantStatus,
            @Nullable String attempts,
            long amount,
            String currency,
            String channel,
            long occurredAtMs,
            long pending,
            @Nullable PaymentRejection expected) {
        Merchant merchant = merchant(merchantStatus, Limits.NONE, Map.of());

        var rejection = PaymentOpening.check(
                terms(amount, currency, channel, occurredAtMs),
                merchant,
                attempts(attempts),
                new Balance(pending, 0, 0, 0, 0, 0),
                MonthTaken.NOTHING,
                Set.of("simulator"),
                NOW);

        assertThat(rejection.orElse(null)).isEqualTo(expected);
    }

    private static List<Payment> attempts(@Nullable String statuses) {
        List<Payment> attempts = new ArrayList<>();
        for (String status : statuses == null ? new String[0] : statuses.split(" ")) {
            attempts.add(new Payment(
                    "pay_" + attempts.size(),
                    terms(500, "EUR", "simulator", NOW),
                    Sample.ACCEPTED,
                    null,
                    PaymentStatus.valueOf(status),
                    0,
                    0,
                    0,
                    0,
                    null,
                    null,
                    null,
                    null,
                    null,
                    NOW,
                    NOW));
        }
        return attempts;
    }

    private static PaymentTerms terms(long amount, String currency, String channel, long occurredAtMs) {
        return Sample.terms(amount, currency, channel, false, occurredAtMs);
    }

    private static Merchant merchant(String status, Limits limits, Map<String, Limits> byCurrency) {
        return new Merchant(
                "m",
                MerchantStatus.of(status).orElseThrow(),
                "DE",
                ZoneId.of("Europe/Berlin"),
                List.of("EUR", "JPY"),
                "business",
                null,
                limits,
                byCurrency,
                null,
                1);
    }

    // limits single, daily, monthly; taken on the day before and on the day; amount, currency; expected. JPY has limits
    // of its own: 900 in one payment.
    @ParameterizedTest(name = "limits {0} {1} {2}, taken {3} and {4}, {5} {6}: {7}")
    @CsvSource(
            nullValues = "-",
            value = {
                "-,    -,    -,    0,    0,   1000000000000, EUR, -",
                "500,  -,    -,    0,    0,   500, EUR, -",
                "500,  -,    -,    0,    0,   501, EUR, SINGLE_LIMIT",
                "0,    -,    -,    0,    0,     1, EUR, SINGLE_LIMIT",
                "-,    500,  -,    900,  0,   500, EUR, -",
                "-,    500,  -,    0,    1,   500, EUR, DAILY_LIMIT",
                "-,    500,  -,    0,    499,   1, EUR, -",
                "-,    500,  -,    0,    500,   1, EUR, DAILY_LIMIT",
                "-,    500,  -,    0,    600,   1, EUR, DAILY_LIMIT",
                "-,    -,    1000, 500,  499,   1, EUR, -",
                "-,    -,    1000, 500,  499,   2, EUR, MONTHLY_LIMIT",
                "-,    -,    9223372036854775807, 0, 0, 1000000000000, EUR, -",
                // Where several are exceeded, the first of them is told.
                "500,  400,  300,  0,    0,   501, EUR, SINGLE_LIMIT",
                "500,  400,  300,  0,    0,   401, EUR, DAILY_LIMIT",
                "500,  400,  300,  0,    0,   301, EUR, MONTHLY_LIMIT",
                "500,  400,  300,  0,    0,   900, JPY, -",
                "500,  400,  300,  0,    0,   901, JPY, SINGLE_LIMIT",
            })
    void how_much_a_merchant_may_take(
            @Nullable Long single,
            @Nullable Long daily,
            @Nullable Long monthly,
            long takenTheDayBefore,
            long takenOfDay,
            long amount,
            String currency,
            @Nullable PaymentRejection expected) {
        int day = Sample.BASIS.businessDate().getDayOfMonth();
        MonthTaken taken = MonthTaken.NOTHING.plus(day - 1, takenTheDayBefore).plus(day, takenOfDay);

        var rejection = PaymentOpening.check(
                terms(amount, currency, "simulator", NOW),
                merchant("active", new Limits(single, daily, monthly), Map.of("JPY", new Limits(900L, null, null))),
                List.of(),
                Balance.ZERO,
                taken,
                Set.of("simulator"),
                NOW);

        assertThat(rejection.orElse(null)).isEqualTo(expected);
    }
}
