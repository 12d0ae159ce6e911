package dev.kassa.core;

import dev.kassa.avro.FlagAttribute;
import dev.kassa.avro.Geo;
import dev.kassa.payment.Customer;
import dev.kassa.payment.PaymentTerms;
import dev.kassa.reference.Merchant;
import dev.kassa.risk.RiskFinding;
import dev.kassa.risk.RiskRules;
import dev.kassa.risk.RiskSettings;
import dev.kassa.risk.RiskSubject;
import dev.kassa.risk.Signals;
import dev.kassa.stream.Recent;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Has each payment judged: counts it, gathers what the rules are to be shown, and asks them. */
final class RiskDesk {
    private static final byte[] SEEN = {};

    /** Devices last seen that are kept in memory, some 100 bytes each: who comes back mostly comes back soon. */
    private static final int DEVICES_KEPT = 32_768;

    private static final Customer NOBODY = new Customer(null, null, null, null, null);

    private final References references;
    private final Counts counts;
    private final KeyValues devices;
    private final Recent<Bytes, Boolean> seen = new Recent<>(DEVICES_KEPT);
    private final Flags flags;

    RiskDesk(References references, Counts counts, KeyValues devices, Flags flags) {
        this.references = references;
        this.counts = counts;
        this.devices = devices;
        this.flags = flags;
    }

    /** What the rules find of a payment that is about to be taken. It counts from now on. */
    RiskFinding assess(Turn turn, Merchant merchant, PaymentTerms terms) {
        Customer customer = terms.customer() == null ? NOBODY : terms.customer();
        RiskSettings settings = references.riskSettings();
        Signals signals = signals(turn, terms.merchantId(), customer, windowMs());
        RiskSubject subject = subject(merchant, terms, customer, signals);
        return new RiskFinding(
                RiskRules.assess(subject, settings, references.blacklist(), references.rules()), signals);
    }

    private Signals signals(Turn turn, String merchantId, Customer customer, long windowMs) {
        Geo geo = turn.command().getGeo();
        Counts.Frequencies often = counts.with(merchantId, customer, turn.nowMs(), windowMs);
        return new Signals(
                geo == null ? null : geo.getCountry(),
                geo != null,
                isNew(merchantId, customer.device()),
                often.perIp(),
                often.perDevice(),
                often.perCustomer(),
                often.perMerchant(),
                isFlagged(turn, "ip", customer.ip()),
                isFlagged(turn, "device", customer.device()));
    }

    private boolean isNew(String merchantId, @Nullable String device) {
        if (device == null) {
            return false;
        }
        Bytes key = Keys.of(merchantId, device);
        if (seen.get(key) != null) {
            return false;
        }
        boolean isNew = devices.get(key) == null;
        if (isNew) {
            devices.put(key, SEEN);
        }
        seen.put(key, true);
        return isNew;
    }

    private boolean isFlagged(Turn turn, String kind, @Nullable String value) {
        return value != null && flags.has(kind, value, turn.nowMs());
    }

    private static RiskSubject subject(Merchant merchant, PaymentTerms terms, Customer customer, Signals signals) {
        return new RiskSubject(
                merchant.id(),
                merchant.country(),
                merchant.tier(),
                terms.amount(),
                terms.currency(),
                terms.channel(),
                customer.id(),
                customer.email(),
                customer.ip(),
                customer.device(),
                customer.country(),
                signals.ipCountry(),
                signals.geoKnown(),
                signals.newDevice(),
                signals.perIp(),
                signals.perDevice(),
                signals.perCustomer(),
                signals.perMerchant(),
                signals.crossIp(),
                signals.crossDevice(),
                Instant.ofEpochMilli(terms.occurredAtMs())
                        .atZone(merchant.zone())
                        .getHour());
    }

    /** An address or device pays at many merchants at once. */
    void flag(FlagAttribute told) {
        flags.put(told.getKind(), told.getValue(), told.getUntilMs());
    }

    /** Lets go of what is over. */
    void tick(long nowMs) {
        counts.forget(nowMs, windowMs());
        flags.forget(nowMs);
    }

    private long windowMs() {
        return references.riskSettings().windowSeconds() * 1_000;
    }

    /** How long a person has to decide. */
    long reviewMs() {
        return references.riskSettings().reviewExpiresSeconds() * 1_000;
    }
}
