package dev.kassa.shadow;

import dev.kassa.avro.Customer;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RiskSignals;
import dev.kassa.port.Shadows.Report;
import dev.kassa.port.Shadows.RuleRow;
import dev.kassa.port.Shadows.Window;
import dev.kassa.risk.Blacklist;
import dev.kassa.risk.Decision;
import dev.kassa.risk.OperatorRule;
import dev.kassa.risk.RiskRules;
import dev.kassa.risk.RiskSettings;
import dev.kassa.risk.RiskSubject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Judges payments with one rule changed: what the rule added to a payment's score is taken off, and what the changed one
 * adds is put on, by the settings that held for the payment.
 */
final class RuleShadow implements Shadow {
    private static final int SAMPLES_MAX = 10;
    private static final Customer NOBODY = new Customer(null, null, null, null, null);
    private static final RiskSignals NO_SIGNALS = RiskSignals.newBuilder().build();

    private final String reason;
    private final @Nullable OperatorRule changed;
    private final RuleHistory history;
    private final Map<String, MerchantFact> merchants;
    private final Window window;
    private final Map<String, Sum> sums = new TreeMap<>();

    /** @param changed the rule as it would be; null: there would be none, or it would be switched off */
    RuleShadow(
            String name,
            @Nullable OperatorRule changed,
            RuleHistory history,
            Map<String, MerchantFact> merchants,
            Window window) {
        this.reason = "rule:" + name;
        this.changed = changed;
        this.history = history;
        this.merchants = merchants;
        this.window = window;
    }

    private static final class Sum {
        private long payments;
        private long fired;
        private final long[] before = new long[Decision.values().length];
        private final long[] after = new long[Decision.values().length];
        private final List<String> samples = new ArrayList<>();
    }

    @Override
    public LocalDate needsFrom() {
        return window.from();
    }

    @Override
    public void take(PaymentFact fact) {
        LocalDate date = LocalDate.ofEpochDay(fact.getBusinessDate());
        if (date.isBefore(window.from()) || date.isAfter(window.to()) || !Shadow.isFirst(fact)) {
            return;
        }
        Sum sum = sums.computeIfAbsent(fact.getMerchantId(), merchant -> new Sum());
        RuleHistory.Moment then = history.at(fact.getReferenceVersion());
        int score = fact.getRisk().getScore();
        Decision before = Decision.of(score, then.settings());
        if (fact.getRisk().getReasons().contains(reason)) {
            score -= then.points();
        }
        boolean fires = false;
        if (changed != null && fires(fact, changed)) {
            fires = true;
            score += changed.action().score(then.settings());
        }
        Decision after = Decision.of(score, then.settings());
        sum.payments++;
        sum.fired += fires ? 1 : 0;
        sum.before[before.ordinal()]++;
        sum.after[after.ordinal()]++;
        if (before != after && sum.samples.size() < SAMPLES_MAX) {
            sum.samples.add(fact.getId());
        }
    }

    private boolean fires(PaymentFact fact, OperatorRule rule) {
        return RiskRules.assess(subject(fact), RiskSettings.SHIPPED, Blacklist.EMPTY, List.of(rule))
                .reasons()
                .contains(reason);
    }

    private RiskSubject subject(PaymentFact fact) {
        Customer customer = fact.getCustomer() == null ? NOBODY : fact.getCustomer();
        RiskSignals signals = fact.getRisk().getSignals() == null
                ? NO_SIGNALS
                : fact.getRisk().getSignals();
        MerchantFact merchant = merchants.get(fact.getMerchantId());
        ZoneId zone = merchant == null ? ZoneId.of("UTC") : ZoneId.of(merchant.getTimezone());
        return new RiskSubject(
                fact.getMerchantId(),
                merchant == null ? "" : merchant.getCountry(),
                merchant == null ? "" : merchant.getTier(),
                fact.getAmount(),
                fact.getCurrency(),
                fact.getChannel(),
                customer.getId(),
                customer.getEmail(),
                customer.getIp(),
                customer.getDevice(),
                customer.getCountry(),
                signals.getIpCountry(),
                signals.getGeoKnown(),
                signals.getNewDevice(),
                signals.getPerIp(),
                signals.getPerDevice(),
                signals.getPerCustomer(),
                signals.getPerMerchant(),
                signals.getCrossIp(),
                signals.getCrossDevice(),
                Instant.ofEpochMilli(fact.getOccurredAtMs()).atZone(zone).getHour());
    }

    @Override
    public Report report() {
        return new Report.OfRule(sums.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList());
    }

    private static RuleRow row(String merchantId, Sum sum) {
        return new RuleRow(
                merchantId,
                sum.payments,
                sum.fired,
                sum.before[Decision.REVIEW.ordinal()],
                sum.after[Decision.REVIEW.ordinal()],
                sum.before[Decision.REJECT.ordinal()],
                sum.after[Decision.REJECT.ordinal()],
                sum.samples);
    }
}
