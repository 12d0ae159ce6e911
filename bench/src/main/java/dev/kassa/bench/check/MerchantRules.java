package dev.kassa.bench.check;

import dev.kassa.avro.AddKey;
import dev.kassa.avro.Command;
import dev.kassa.avro.CreateMerchant;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.RevokeKey;
import dev.kassa.avro.UpdateMerchant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** M1: a merchant's life and settings, change by change. */
final class MerchantRules {
    private static final String INVARIANT = "M1";
    private static final Map<String, Set<String>> LIFE = Map.of(
            "pending", Set.of("active", "rejected"),
            "active", Set.of("suspended"),
            "suspended", Set.of("active"),
            "rejected", Set.of());

    private final Findings findings;

    MerchantRules(Findings findings) {
        this.findings = findings;
    }

    /** What a change must lead to. */
    static Verdict judge(UpdateMerchant asked, @Nullable MerchantFact now, Tables tables) {
        if (now == null) {
            return Verdict.mustNot(INVARIANT, "there is no such merchant");
        }
        Long expected = asked.getExpectedVersion();
        if (expected != null && expected != now.getVersion()) {
            return Verdict.mustNot(
                    INVARIANT, "it is meant for version " + expected + ", the merchant is at " + now.getVersion());
        }
        String status = asked.getStatus();
        if (status != null && !mayBecome(now.getStatus(), status)) {
            return Verdict.mustNot(INVARIANT, "what is " + now.getStatus() + " cannot become " + status);
        }
        String schedule = asked.getFeeSchedule();
        boolean unknown = schedule != null
                && !schedule.isEmpty()
                && !Pricing.isTier(schedule)
                && tables.schedule(schedule).isEmpty();
        if (unknown) {
            return Verdict.mustNot(INVARIANT, "there is no fee schedule " + schedule);
        }
        if (settings(after(now, asked)).equals(settings(now))) {
            return Verdict.mustNot(INVARIANT, "it changes nothing");
        }
        return isPlain(asked)
                ? Verdict.must("nothing speaks against it").of(INVARIANT)
                : Verdict.may("it names something special").of(INVARIANT);
    }

    private static boolean mayBecome(String status, String next) {
        return status.equals(next) || LIFE.getOrDefault(status, Set.of()).contains(next);
    }

    private static boolean isPlain(UpdateMerchant asked) {
        String zone = asked.getTimezone();
        return asked.getName() == null
                && asked.getCurrencies() == null
                && (zone == null || ZoneId.getAvailableZoneIds().contains(zone))
                && (asked.getTier() == null || Pricing.isTier(asked.getTier()));
    }

    /** Takes one fact into the model. */
    void take(Logged<MerchantFact> logged, Logged<Command> command, MerchantModel merchant) {
        MerchantFact fact = logged.value();
        MerchantFact before = merchant.settings;
        String at = logged.at();
        findings.equal(command.timestampMs(), fact.getUpdatedAtMs(), INVARIANT, at, "updated_at");
        switch (command.value().getBody()) {
            case CreateMerchant asked -> {
                findings.unless(before == null, INVARIANT, at, fact.getId() + " is onboarded a second time");
                findings.equal(1L, fact.getVersion(), INVARIANT, at, "version");
                findings.equal(onboarded(asked), onboarded(fact), INVARIANT, at, "what was onboarded");
            }
            case UpdateMerchant asked
            when before != null -> {
                findings.equal(before.getVersion() + 1, fact.getVersion(), INVARIANT, at, "version");
                findings.equal(settings(after(before, asked)), settings(fact), INVARIANT, at, "settings");
            }
            case AddKey asked when before != null -> keysOnly(before, fact, at);
            case RevokeKey asked when before != null -> keysOnly(before, fact, at);
            default -> findings.add(INVARIANT, at, "merchant " + fact.getId() + " changes without a command to do so");
        }
        merchant.settings = fact;
    }

    private void keysOnly(MerchantFact before, MerchantFact fact, String at) {
        findings.equal(before.getVersion(), fact.getVersion(), INVARIANT, at, "version");
        findings.equal(settings(before), settings(fact), INVARIANT, at, "settings");
    }

    private static MerchantFact after(MerchantFact now, UpdateMerchant asked) {
        MerchantFact after = MerchantFact.newBuilder(now).build();
        after.setName(Objects.requireNonNullElse(asked.getName(), now.getName()));
        after.setTimezone(Objects.requireNonNullElse(asked.getTimezone(), now.getTimezone()));
        after.setCurrencies(Objects.requireNonNullElse(asked.getCurrencies(), now.getCurrencies()));
        after.setTier(Objects.requireNonNullElse(asked.getTier(), now.getTier()));
        after.setStatus(Objects.requireNonNullElse(asked.getStatus(), now.getStatus()));
        after.setLimits(Objects.requireNonNullElse(asked.getLimits(), now.getLimits()));
        String schedule = asked.getFeeSchedule();
        if (schedule != null) {
            after.setFeeSchedule(schedule.isEmpty() ? null : schedule);
        }
        if (asked.getNegativeLimit() != null) {
            after.setNegativeLimit(asked.getNegativeLimit());
        }
        return after;
    }

    private static List<Object> settings(MerchantFact fact) {
        return Arrays.asList(
                fact.getId(),
                fact.getName(),
                fact.getCountry(),
                fact.getTimezone(),
                fact.getCurrencies(),
                fact.getTier(),
                fact.getStatus(),
                fact.getFeeSchedule(),
                fact.getLimits(),
                fact.getNegativeLimit(),
                fact.getCreatedAtMs());
    }

    private static List<Object> onboarded(CreateMerchant asked) {
        return List.of(
                asked.getMerchantId(),
                asked.getName(),
                asked.getCountry(),
                asked.getTimezone(),
                asked.getCurrencies(),
                asked.getTier(),
                asked.getStatus());
    }

    private static List<Object> onboarded(MerchantFact fact) {
        return List.of(
                fact.getId(),
                fact.getName(),
                fact.getCountry(),
                fact.getTimezone(),
                fact.getCurrencies(),
                fact.getTier(),
                fact.getStatus());
    }
}
