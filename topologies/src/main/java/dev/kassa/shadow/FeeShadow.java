package dev.kassa.shadow;

import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.port.Shadows.FeeRow;
import dev.kassa.port.Shadows.Report;
import dev.kassa.port.Shadows.Window;
import dev.kassa.pricing.FeeSchedule;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Prices captured payments anew. A payment's volume is that of its month when it was opened, as the core has it. */
final class FeeShadow implements Shadow {
    /** How many payments may be under way at once; each costs about a hundred bytes. */
    static final int UNDER_WAY_MAX = 1_000_000;

    private static final Set<PaymentStatusCode> TO_NOTHING = EnumSet.of(
            PaymentStatusCode.FAILED, PaymentStatusCode.VOIDED, PaymentStatusCode.CANCELLED, PaymentStatusCode.EXPIRED);

    private final FeeSchedule changed;
    private final Set<String> merchants;
    private final Window window;
    private final Map<Month, Long> volumes = new HashMap<>();

    /** The month's volume when each was opened. */
    private final Map<String, Long> underWay = new HashMap<>();

    private final Map<Place, Sum> sums = new TreeMap<>();

    /** @param merchants empty: the payments that the schedule of this id priced */
    FeeShadow(FeeSchedule changed, Set<String> merchants, Window window) {
        this.changed = changed;
        this.merchants = merchants;
        this.window = window;
    }

    private record Month(String merchantId, String currency, YearMonth month) {}

    private record Place(String merchantId, String currency) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byMerchant = merchantId.compareTo(other.merchantId);
            return byMerchant != 0 ? byMerchant : currency.compareTo(other.currency);
        }
    }

    private static final class Sum {
        private long payments;
        private long before;
        private long after;
        private long notFitting;
    }

    @Override
    public LocalDate needsFrom() {
        return window.from().withDayOfMonth(1);
    }

    @Override
    public void take(PaymentFact fact) {
        LocalDate date = LocalDate.ofEpochDay(fact.getBusinessDate());
        if (date.isBefore(needsFrom()) || date.isAfter(window.to())) {
            return;
        }
        Month month = new Month(fact.getMerchantId(), fact.getCurrency(), YearMonth.from(date));
        if (Shadow.isFirst(fact)) {
            if (underWay.size() >= UNDER_WAY_MAX) {
                throw new ShadowException("more than " + UNDER_WAY_MAX + " payments are under way at once");
            }
            underWay.put(fact.getId(), volumes.getOrDefault(month, 0L));
        }
        if (fact.getStatus() == PaymentStatusCode.SUCCEEDED) {
            Long volume = underWay.remove(fact.getId());
            if (volume != null) {
                volumes.merge(month, fact.getAmountCaptured(), Math::addExact);
                price(fact, date, volume);
            }
        } else if (TO_NOTHING.contains(fact.getStatus())) {
            underWay.remove(fact.getId());
        }
    }

    private void price(PaymentFact fact, LocalDate date, long volume) {
        boolean asked = merchants.isEmpty()
                ? fact.getFeeSchedule().equals(changed.id())
                : merchants.contains(fact.getMerchantId());
        if (date.isBefore(window.from()) || !asked) {
            return;
        }
        Sum sum = sums.computeIfAbsent(new Place(fact.getMerchantId(), fact.getCurrency()), place -> new Sum());
        sum.payments++;
        sum.before = Math.addExact(sum.before, fact.getFee());
        var terms = changed.termsFor(fact.getCurrency(), fact.getChannel(), date, volume);
        long after = terms.map(found -> found.feeOn(fact.getAmountCaptured())).orElse(fact.getFee());
        sum.after = Math.addExact(sum.after, after);
        sum.notFitting += terms.isEmpty() ? 1 : 0;
    }

    @Override
    public Report report() {
        return new Report.OfFees(sums.entrySet().stream()
                .map(entry -> new FeeRow(
                        entry.getKey().merchantId(),
                        entry.getKey().currency(),
                        entry.getValue().payments,
                        entry.getValue().before,
                        entry.getValue().after,
                        entry.getValue().notFitting))
                .toList());
    }
}
