package dev.kassa.bench.check;

import dev.kassa.avro.Command;
import dev.kassa.avro.Customer;
import dev.kassa.avro.FlagAttribute;
import dev.kassa.avro.Geo;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RiskFact;
import dev.kassa.avro.RiskRuleAction;
import dev.kassa.avro.RiskRuleBody;
import dev.kassa.avro.RiskSignals;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** S1: every new payment was judged by the tables in force at its place, and went where its score sends it. */
final class RiskRules {
    private static final String INVARIANT = "S1";
    private static final Customer NOBODY = new Customer(null, null, null, null, null);

    private final Findings findings;
    private final Map<String, Long> flaggedUntilMs = new HashMap<>();

    RiskRules(Findings findings) {
        this.findings = findings;
    }

    /** An address or device pays at many merchants at once. */
    void take(FlagAttribute told) {
        flaggedUntilMs.put(told.getKind() + ":" + told.getValue(), told.getUntilMs());
    }

    /** Judges a payment that was just taken. */
    void created(Logged<PaymentFact> logged, Command command, MerchantModel merchant, Tables tables) {
        PaymentFact fact = logged.value();
        RiskFact told = fact.getRisk();
        Customer customer = Objects.requireNonNullElse(fact.getCustomer(), NOBODY);
        RiskSignals signals = told.getSignals();
        if (signals == null) {
            findings.add(INVARIANT, logged.at(), fact.getId() + " does not say what its risk was judged by");
            return;
        }
        signals(logged, command.getGeo(), customer, signals, merchant.velocity, tables);
        Set<String> reasons = new TreeSet<>(Listed.reasons(tables.blacklist(), customer, signals.getIpCountry()));
        own(fact, customer, signals, tables, reasons);
        operators(fact, customer, merchant.settings, tables, reasons);
        findings.equal(reasons, new TreeSet<>(told.getReasons()), INVARIANT, logged.at(), "reasons");
        BigDecimal score =
                reasons.stream().map(reason -> score(reason, tables)).reduce(BigDecimal.ZERO, BigDecimal::add);
        findings.equal(score, BigDecimal.valueOf(told.getScore()), INVARIANT, logged.at(), "score");
        band(logged, score, tables);
    }

    /** What the rules were shown must be what the log says up to here. */
    private void signals(
            Logged<PaymentFact> logged,
            @Nullable Geo geo,
            Customer customer,
            RiskSignals told,
            Velocity velocity,
            Tables tables) {
        String at = logged.at();
        long nowMs = logged.value().getCreatedAtMs();
        record Counted(String kind, @Nullable String value, int told) {}
        for (Counted each : new Counted[] {
            new Counted("ip", customer.getIp(), told.getPerIp()),
            new Counted("device", customer.getDevice(), told.getPerDevice()),
            new Counted("customer", customer.getId(), told.getPerCustomer()),
            new Counted("merchant", "", told.getPerMerchant())
        }) {
            Velocity.Count count = each.value == null
                    ? new Velocity.Count(0, 0)
                    : velocity.countWith(
                            each.kind + ":" + each.value, nowMs, tables.windowMs(), tables.smallestWindowMs());
            findings.unless(
                    count.fits(each.told),
                    INVARIANT,
                    at,
                    "per_" + each.kind + " is " + each.told + ", counted " + count);
        }
        boolean isNew = customer.getDevice() != null && velocity.isNew(customer.getDevice());
        findings.equal(isNew, told.getNewDevice(), INVARIANT, at, "new_device");
        findings.equal(isFlagged("ip", customer.getIp(), nowMs), told.getCrossIp(), INVARIANT, at, "cross_ip");
        findings.equal(
                isFlagged("device", customer.getDevice(), nowMs), told.getCrossDevice(), INVARIANT, at, "cross_device");
        findings.equal(geo != null, told.getGeoKnown(), INVARIANT, at, "geo_known");
        findings.equal(geo == null ? null : geo.getCountry(), told.getIpCountry(), INVARIANT, at, "ip_country");
    }

    private boolean isFlagged(String kind, @Nullable String value, long nowMs) {
        return value != null && nowMs < flaggedUntilMs.getOrDefault(kind + ":" + value, 0L);
    }

    private static void own(
            PaymentFact fact, Customer customer, RiskSignals signals, Tables tables, Set<String> reasons) {
        BigDecimal bound = Pricing.minor(tables.setting("risk.amount.max"), fact.getCurrency());
        add(reasons, "amount_over_bound", new BigDecimal(fact.getAmount()).compareTo(bound) > 0);
        add(reasons, "frequent_ip", isOver(signals.getPerIp(), "ip", tables));
        add(reasons, "frequent_device", isOver(signals.getPerDevice(), "device", tables));
        add(reasons, "frequent_customer", isOver(signals.getPerCustomer(), "customer", tables));
        add(reasons, "frequent_merchant", isOver(signals.getPerMerchant(), "merchant", tables));
        add(reasons, "new_device", signals.getNewDevice());
        String country = customer.getCountry();
        String ipCountry = signals.getIpCountry();
        boolean elsewhere = country != null && ipCountry != null && !country.equalsIgnoreCase(ipCountry);
        add(reasons, "country_mismatch", elsewhere);
        add(reasons, "frequent_ip_across_merchants", signals.getCrossIp());
        add(reasons, "frequent_device_across_merchants", signals.getCrossDevice());
    }

    private static boolean isOver(int count, String kind, Tables tables) {
        return BigDecimal.valueOf(count).compareTo(tables.setting("risk.frequency." + kind + "_max")) > 0;
    }

    /** A rule that the checker cannot follow is believed, as long as it is in force. */
    private static void operators(
            PaymentFact fact, Customer customer, @Nullable MerchantFact merchant, Tables tables, Set<String> reasons) {
        Map<String, Object> variables = variables(fact, customer, merchant);
        tables.rules().forEach((name, rule) -> {
            String reason = "rule:" + name;
            boolean told = fact.getRisk().getReasons().contains(reason);
            add(
                    reasons,
                    reason,
                    PlainRule.fires(rule.getExpression(), variables).orElse(told));
        });
    }

    private static Map<String, Object> variables(PaymentFact fact, Customer customer, @Nullable MerchantFact merchant) {
        RiskSignals signals = fact.getRisk().getSignals();
        return Map.ofEntries(
                Map.entry("merchant_id", fact.getMerchantId()),
                Map.entry("tier", merchant == null ? "" : merchant.getTier()),
                Map.entry("amount", fact.getAmount()),
                Map.entry("currency", fact.getCurrency()),
                Map.entry("channel", fact.getChannel()),
                Map.entry("customer_id", text(customer.getId())),
                Map.entry("email", text(customer.getEmail())),
                Map.entry("ip", text(customer.getIp())),
                Map.entry("device", text(customer.getDevice())),
                Map.entry("country", text(customer.getCountry())),
                Map.entry("per_ip", (long) signals.getPerIp()),
                Map.entry("per_device", (long) signals.getPerDevice()),
                Map.entry("per_customer", (long) signals.getPerCustomer()),
                Map.entry("per_merchant", (long) signals.getPerMerchant()));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static void add(Set<String> reasons, String reason, boolean fires) {
        if (fires) {
            reasons.add(reason);
        }
    }

    private static BigDecimal score(String reason, Tables tables) {
        if (reason.startsWith("rule:")) {
            RiskRuleBody rule = Objects.requireNonNull(tables.rules().get(reason.substring("rule:".length())));
            return tables.setting(
                    rule.getAction() == RiskRuleAction.REJECT ? "risk.score.rule_reject" : "risk.score.rule_review");
        }
        if (reason.startsWith("blacklisted_")) {
            return tables.setting("risk.score.blacklist");
        }
        if (reason.endsWith("_across_merchants")) {
            return tables.setting("risk.score.across_merchants");
        }
        return tables.setting(reason.equals("amount_over_bound") ? "risk.score.amount" : "risk.score." + reason);
    }

    /** Rejected is rejected: a channel never hears of it; a person is asked first where the score is in that band. */
    private void band(Logged<PaymentFact> logged, BigDecimal score, Tables tables) {
        String decision;
        PaymentStatusCode status = PaymentStatusCode.PROCESSING;
        if (score.compareTo(tables.setting("risk.band.reject")) >= 0) {
            decision = "reject";
            status = PaymentStatusCode.FAILED;
        } else if (score.compareTo(tables.setting("risk.band.review")) >= 0) {
            decision = "review";
            status = PaymentStatusCode.REVIEW;
        } else {
            decision = score.compareTo(tables.setting("risk.band.flag")) >= 0 ? "flag" : "accept";
        }
        PaymentFact fact = logged.value();
        findings.equal(
                decision, fact.getRisk().getDecision(), INVARIANT, logged.at(), "decision at a score of " + score);
        findings.equal(status, fact.getStatus(), INVARIANT, logged.at(), "first status at a score of " + score);
    }
}
