package dev.kassa.bench.check;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.PaymentFact;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;

/** P1: a payment costs what the schedule in force at its place in the log says, and payment and journal say which that was. */
final class PriceRules {
    private static final String INVARIANT = "P1";

    private final Findings findings;

    PriceRules(Findings findings) {
        this.findings = findings;
    }

    /** The date of a moment where the merchant is, in days since 1970. */
    static int businessDate(long ms, MerchantFact merchant) {
        return Math.toIntExact(Instant.ofEpochMilli(ms)
                .atZone(ZoneId.of(merchant.getTimezone()))
                .toLocalDate()
                .toEpochDay());
    }

    /** Settles what a payment that was just taken costs. */
    void created(Logged<PaymentFact> logged, MerchantFact settings, MerchantModel merchant, Tables tables) {
        PaymentFact fact = logged.value();
        int date = businessDate(fact.getOccurredAtMs(), settings);
        findings.equal(date, fact.getBusinessDate(), INVARIANT, logged.at(), "business_date");
        long volume = merchant.takings.volume(fact.getCurrency(), date);
        Pricing.Terms terms =
                Pricing.of(settings, tables, new Pricing.Asked(fact.getCurrency(), fact.getChannel(), date, volume));
        findings.equal(terms.schedule(), fact.getFeeSchedule(), INVARIANT, logged.at(), "fee_schedule");
        findings.equal(terms.version(), fact.getFeeScheduleVersion(), INVARIANT, logged.at(), "fee_schedule_version");
        merchant.prices.put(fact.getId(), terms);
    }

    void captured(Logged<PaymentFact> logged, MerchantModel merchant) {
        PaymentFact fact = logged.value();
        Pricing.Terms terms = merchant.prices.get(fact.getId());
        if (terms != null) {
            findings.equal(terms.feeOn(fact.getAmountCaptured()), fact.getFee(), INVARIANT, logged.at(), "fee");
        }
    }

    void posted(Logged<EntryFact> logged, MerchantModel merchant) {
        EntryFact entry = logged.value();
        boolean capture = entry.getKind().equals("capture");
        Pricing.Terms terms = merchant.prices.get(Objects.requireNonNullElse(entry.getPaymentId(), ""));
        String expected = capture && terms != null ? terms.schedule() + "@" + terms.version() : null;
        findings.equal(expected, entry.getFeeSchedule(), INVARIANT, logged.at(), "fee_schedule");
    }
}
