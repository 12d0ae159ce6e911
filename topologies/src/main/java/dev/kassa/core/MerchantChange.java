package dev.kassa.core;

import dev.kassa.avro.LimitsFact;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.UpdateMerchant;
import dev.kassa.pricing.Fault;
import dev.kassa.pricing.Tiers;
import dev.kassa.reference.MerchantStatus;
import dev.kassa.schema.Currencies;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A change of a merchant's settings: what is wrong with it, and the merchant after it. */
record MerchantChange(UpdateMerchant asked, References references) {
    private static final int NAME_MAX = 200;
    private static final long MONEY_MAX = 1_000_000_000_000_000L;
    private static final int CURRENCIES_MAX = 200;

    /** What is wrong with it, if anything is, whatever the merchant is like. */
    Optional<Fault> fault() {
        String name = asked.getName();
        if (name != null && (name.isBlank() || name.length() > NAME_MAX)) {
            return fault("/name", "must be 1 to " + NAME_MAX + " characters");
        }
        String timezone = asked.getTimezone();
        if (timezone != null && !ZoneId.getAvailableZoneIds().contains(timezone)) {
            return fault("/timezone", "must be the IANA name of a time zone");
        }
        List<String> currencies = asked.getCurrencies();
        if (currencies != null && !areCurrencies(currencies)) {
            return fault("/currencies", "must be currencies of ISO 4217, each once");
        }
        String tier = asked.getTier();
        if (tier != null && Tiers.of(tier).isEmpty()) {
            return fault(
                    "/tier", "must be one of " + Tiers.words().stream().sorted().toList());
        }
        String status = asked.getStatus();
        if (status != null && MerchantStatus.of(status).isEmpty()) {
            return fault("/status", "must be pending, active, suspended or rejected");
        }
        String schedule = asked.getFeeSchedule();
        if (schedule != null && !schedule.isEmpty() && !references.hasFeeSchedule(schedule)) {
            return fault("/fee_schedule", "must be the id of a fee schedule that there is");
        }
        Long negative = asked.getNegativeLimit();
        if (negative != null && !isMoney(negative)) {
            return fault("/negative_limit", "must be 0 to " + MONEY_MAX + " minor units");
        }
        Optional<Fault> limits = asked.getLimits() == null ? Optional.empty() : limitsFault(asked.getLimits());
        return limits.or(() -> SettlementTermsChange.fault(asked.getSettlement()));
    }

    private static boolean areCurrencies(List<String> currencies) {
        return !currencies.isEmpty()
                && currencies.size() <= CURRENCIES_MAX
                && currencies.stream().allMatch(Currencies::isKnown)
                && new HashSet<>(currencies).size() == currencies.size();
    }

    private static Optional<Fault> limitsFault(List<LimitsFact> limits) {
        Set<String> currencies = new HashSet<>();
        for (LimitsFact each : limits) {
            String currency = each.getCurrency();
            if (!currencies.add(currency == null ? "" : currency)
                    || (currency != null && !Currencies.isKnown(currency))) {
                return fault("/limits", "must name currencies of ISO 4217, each once");
            }
            if (!isMoney(each.getSingle()) || !isMoney(each.getDaily()) || !isMoney(each.getMonthly())) {
                return fault("/limits", "must be 0 to " + MONEY_MAX + " minor units each");
            }
        }
        return Optional.empty();
    }

    private static boolean isMoney(@Nullable Long amount) {
        return amount == null || (amount >= 0 && amount <= MONEY_MAX);
    }

    private static Optional<Fault> fault(String pointer, String sentence) {
        return Optional.of(new Fault(pointer, sentence));
    }

    /** Whether the merchant may be given the status that is asked for. */
    boolean isAllowedFor(MerchantFact merchant) {
        String next = asked.getStatus();
        return next == null
                || MerchantStatus.of(merchant.getStatus())
                        .orElseThrow()
                        .mayBecome(MerchantStatus.of(next).orElseThrow());
    }

    /** The merchant with what is asked for, all else as it was; whose place in the log is still to be set. */
    MerchantFact applied(MerchantFact merchant) {
        MerchantFact changed = MerchantFact.newBuilder(merchant).build();
        changed.setName(Objects.requireNonNullElse(asked.getName(), merchant.getName()));
        changed.setTimezone(Objects.requireNonNullElse(asked.getTimezone(), merchant.getTimezone()));
        changed.setCurrencies(Objects.requireNonNullElse(asked.getCurrencies(), merchant.getCurrencies()));
        changed.setTier(Objects.requireNonNullElse(asked.getTier(), merchant.getTier()));
        changed.setStatus(Objects.requireNonNullElse(asked.getStatus(), merchant.getStatus()));
        changed.setLimits(Objects.requireNonNullElse(asked.getLimits(), merchant.getLimits()));
        String schedule = asked.getFeeSchedule();
        if (schedule != null) {
            changed.setFeeSchedule(schedule.isEmpty() ? null : schedule);
        }
        if (asked.getSettlement() != null) {
            changed.setSettlement(SettlementTermsChange.applied(merchant.getSettlement(), asked.getSettlement()));
        }
        if (asked.getNegativeLimit() != null) {
            changed.setNegativeLimit(asked.getNegativeLimit());
        }
        return changed;
    }
}
