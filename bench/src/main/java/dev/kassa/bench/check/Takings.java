package dev.kassa.bench.check;

import dev.kassa.avro.LimitsFact;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one merchant took, by currency, business date and month, in minor units: each payment with what its latest fact says
 * that it takes. Added up payment by payment from their facts, not step by step as the core does.
 */
final class Takings {
    private record Day(String currency, LocalDate date) {}

    private record Month(String currency, YearMonth month) {}

    private final Map<Day, Long> days = new HashMap<>();
    private final Map<Month, Long> months = new HashMap<>();
    private final Map<Month, Long> captured = new HashMap<>();

    /** A payment is another than it was. */
    void changed(@Nullable PaymentFact before, PaymentFact after) {
        Day day = new Day(after.getCurrency(), LocalDate.ofEpochDay(after.getBusinessDate()));
        Month month = month(after.getCurrency(), after.getBusinessDate());
        long more = takes(after) - (before == null ? 0 : takes(before));
        days.merge(day, more, Math::addExact);
        months.merge(month, more, Math::addExact);
        long capturedBefore = before == null ? 0 : before.getAmountCaptured();
        captured.merge(month, after.getAmountCaptured() - capturedBefore, Math::addExact);
    }

    /** Captured in the month of a business date. */
    long volume(String currency, int businessDate) {
        return captured.getOrDefault(month(currency, businessDate), 0L);
    }

    /** Which limit another payment would break, in words; empty where there is room for it. */
    Optional<String> broken(MerchantFact merchant, String currency, int businessDate, long amount) {
        LimitsFact limits = limits(merchant, currency);
        if (limits == null) {
            return Optional.empty();
        }
        long ofDay = days.getOrDefault(new Day(currency, LocalDate.ofEpochDay(businessDate)), 0L);
        long ofMonth = months.getOrDefault(month(currency, businessDate), 0L);
        return broken("single", limits.getSingle(), 0, amount)
                .or(() -> broken("daily", limits.getDaily(), ofDay, amount))
                .or(() -> broken("monthly", limits.getMonthly(), ofMonth, amount));
    }

    private static Optional<String> broken(String name, @Nullable Long limit, long taken, long amount) {
        return limit == null || Math.addExact(taken, amount) <= limit
                ? Optional.empty()
                : Optional.of(
                        amount + " and the " + taken + " taken before are above the " + name + " limit of " + limit);
    }

    /** Those of the currency, else those of every currency; null where there are none. */
    private static @Nullable LimitsFact limits(MerchantFact merchant, String currency) {
        LimitsFact every = null;
        for (LimitsFact each : merchant.getLimits()) {
            if (currency.equals(each.getCurrency())) {
                return each;
            }
            every = each.getCurrency() == null ? each : every;
        }
        return every;
    }

    /** What may still come, or has come, counts; what came to nothing does not. */
    private static long takes(PaymentFact fact) {
        if (fact.getStatus() == PaymentStatusCode.SUCCEEDED) {
            return fact.getAmountCaptured();
        }
        return MerchantModel.live(fact.getStatus()) ? fact.getAmount() : 0;
    }

    private static Month month(String currency, int businessDate) {
        return new Month(currency, YearMonth.from(LocalDate.ofEpochDay(businessDate)));
    }
}
