package dev.kassa.core;

import dev.kassa.avro.FeeBandBody;
import dev.kassa.avro.FeeRuleBody;
import dev.kassa.avro.FeeScheduleBody;
import dev.kassa.avro.RiskRuleBody;
import dev.kassa.pricing.FeeBand;
import dev.kassa.pricing.FeeRule;
import dev.kassa.pricing.FeeSchedule;
import dev.kassa.risk.Action;
import dev.kassa.risk.BlacklistEntry;
import dev.kassa.risk.OperatorRule;
import dev.kassa.risk.RuleFault;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reference data between its facts and the rules that use it. */
public final class ReferenceCodec {
    private ReferenceCodec() {}

    /** A schedule, whether it makes sense or not. */
    public static FeeSchedule feeSchedule(String id, long version, FeeScheduleBody body) {
        List<FeeRule> rules = new ArrayList<>(body.getRules().size());
        for (FeeRuleBody rule : body.getRules()) {
            List<FeeBand> bands = new ArrayList<>(rule.getBands().size());
            for (FeeBandBody band : rule.getBands()) {
                bands.add(new FeeBand(
                        band.getFromVolume(),
                        band.getRatePpm(),
                        band.getFixed(),
                        band.getMinimum(),
                        band.getMaximum()));
            }
            rules.add(new FeeRule(
                    rule.getCurrency(),
                    rule.getChannel(),
                    date(rule.getEffectiveFrom()),
                    date(rule.getEffectiveTo()),
                    bands));
        }
        return new FeeSchedule(id, version, rules);
    }

    private static @Nullable LocalDate date(@Nullable Integer epochDay) {
        return epochDay == null ? null : LocalDate.ofEpochDay(epochDay);
    }

    /** A rule that was found valid before it was accepted. */
    static OperatorRule rule(String name, RiskRuleBody body) {
        try {
            return compile(name, body);
        } catch (RuleFault e) {
            throw new IllegalStateException("rule " + name + " was accepted before", e);
        }
    }

    /** A rule that may have faults. */
    public static OperatorRule compile(String name, RiskRuleBody body) throws RuleFault {
        return OperatorRule.compile(
                name, body.getExpression(), Action.valueOf(body.getAction().name()));
    }

    /** The entry of a key such as {@code ip:192.0.2.1} that was found valid before it was accepted. */
    static BlacklistEntry blacklistEntry(String key) {
        return entryNamed(key)
                .orElseThrow(() -> new IllegalStateException("blacklist entry " + key + " was accepted before"));
    }

    /** The entry of a key, be its value valid or not; empty where the key names none. */
    static Optional<BlacklistEntry> entryNamed(String key) {
        int colon = key.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : BlacklistEntry.Kind.of(key.substring(0, colon))
                        .map(kind -> new BlacklistEntry(kind, key.substring(colon + 1)));
    }
}
