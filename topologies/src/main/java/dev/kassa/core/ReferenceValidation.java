package dev.kassa.core;

import dev.kassa.avro.ApiKeyFact;
import dev.kassa.avro.BlacklistBody;
import dev.kassa.avro.ExchangeRateBody;
import dev.kassa.avro.FeeScheduleBody;
import dev.kassa.avro.HolidayBody;
import dev.kassa.avro.PlatformKeyBody;
import dev.kassa.avro.RiskRuleBody;
import dev.kassa.avro.SettingBody;
import dev.kassa.pricing.Fault;
import dev.kassa.pricing.FeeScheduleValidation;
import dev.kassa.reference.ExchangeRate;
import dev.kassa.reference.MoneySetting;
import dev.kassa.reference.ReferenceKind;
import dev.kassa.risk.BlacklistEntry;
import dev.kassa.risk.RiskSettings;
import dev.kassa.risk.RuleFault;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a piece of reference data makes sense, whoever brings it. What is accepted here can be used ever after. */
final class ReferenceValidation {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,63}");
    private static final Set<String> PLATFORM_SCOPES = Set.of("operator", "approver", "readonly");
    private static final int REASON_MAX = 500;
    private static final Pattern HOLIDAY = Pattern.compile("[A-Z][A-Z0-9_]{1,31}-(\\d{4}-\\d{2}-\\d{2})");
    private static final int HOLIDAY_NAME_MAX = 100;

    private ReferenceValidation() {}

    /** What is wrong with it, if anything is. */
    static Optional<Fault> fault(ReferenceKind kind, String key, Object body) {
        return switch (kind) {
            case FEE_SCHEDULE -> body instanceof FeeScheduleBody schedule ? feeSchedule(key, schedule) : otherKind();
            case SETTING -> body instanceof SettingBody setting ? setting(key, setting) : otherKind();
            case RISK_RULE -> body instanceof RiskRuleBody rule ? rule(key, rule) : otherKind();
            case BLACKLIST -> body instanceof BlacklistBody entry ? blacklist(key, entry) : otherKind();
            case PLATFORM_KEY -> body instanceof PlatformKeyBody made ? platformKey(key, made) : otherKind();
            case HOLIDAY -> body instanceof HolidayBody day ? holiday(key, day) : otherKind();
            case EXCHANGE_RATE -> body instanceof ExchangeRateBody rate ? exchangeRate(key, rate) : otherKind();
        };
    }

    private static Optional<Fault> otherKind() {
        return fault("", "is of another kind than it says");
    }

    private static Optional<Fault> feeSchedule(String id, FeeScheduleBody body) {
        return FeeScheduleValidation.faults(ReferenceCodec.feeSchedule(id, 0, body)).stream()
                .findFirst();
    }

    private static Optional<Fault> setting(String name, SettingBody body) {
        try {
            MoneySetting money = MoneySetting.of(name).orElse(null);
            if (money != null) {
                money.form().parse(name, body.getValue());
            } else {
                RiskSettings.SHIPPED.with(name, body.getValue());
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return fault("/value", message(e));
        }
    }

    private static Optional<Fault> rule(String name, RiskRuleBody body) {
        if (!NAME.matcher(name).matches()) {
            return fault("/name", "must be 1 to 64 of a-z, 0-9, ., - and _, and begin with a letter or digit");
        }
        try {
            ReferenceCodec.compile(name, body);
            return Optional.empty();
        } catch (RuleFault e) {
            return fault("/expression", message(e));
        }
    }

    private static Optional<Fault> blacklist(String key, BlacklistBody body) {
        Optional<BlacklistEntry> entry = ReferenceCodec.entryNamed(key);
        if (entry.isEmpty()) {
            return fault("/kind", "must be ip, device, customer, email or country");
        }
        Optional<String> fault = entry.get().fault();
        if (fault.isPresent()) {
            return fault("/value", fault.get());
        }
        boolean said = !body.getReason().isBlank() && body.getReason().length() <= REASON_MAX;
        return said ? Optional.empty() : fault("/reason", "must be 1 to " + REASON_MAX + " characters");
    }

    private static Optional<Fault> holiday(String key, HolidayBody body) {
        Matcher form = HOLIDAY.matcher(key);
        if (!form.matches() || !isDate(form.group(1))) {
            return fault("/id", "must be a calendar and a date, as GB-2026-12-28");
        }
        boolean named = !body.getName().isBlank() && body.getName().length() <= HOLIDAY_NAME_MAX;
        return named ? Optional.empty() : fault("/name", "must be 1 to " + HOLIDAY_NAME_MAX + " characters");
    }

    private static boolean isDate(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static Optional<Fault> exchangeRate(String key, ExchangeRateBody body) {
        return new ExchangeRate(
                        body.getBase(),
                        body.getQuote(),
                        body.getRate(),
                        body.getValidFromMs(),
                        body.getValidToMs(),
                        body.getSource())
                .fault(key);
    }

    private static Optional<Fault> platformKey(String id, PlatformKeyBody body) {
        ApiKeyFact key = body.getKey();
        if (!id.equals(key.getKeyId())) {
            return fault("/id", "must be that of the key");
        }
        if (key.getName().isBlank()) {
            return fault("/name", "must say whose it is");
        }
        boolean known = !key.getScopes().isEmpty() && PLATFORM_SCOPES.containsAll(key.getScopes());
        return known ? Optional.empty() : fault("/scopes", "must be operator, approver or readonly");
    }

    private static Optional<Fault> fault(String pointer, String sentence) {
        return Optional.of(new Fault(pointer, sentence));
    }

    private static String message(@Nullable Exception e) {
        return e == null || e.getMessage() == null ? "is not valid" : e.getMessage();
    }
}
