package dev.kassa.shadow;

import dev.kassa.avro.ReferenceFact;
import dev.kassa.avro.RiskRuleBody;
import dev.kassa.avro.SettingBody;
import dev.kassa.reference.ReferenceKind;
import dev.kassa.risk.Action;
import dev.kassa.risk.RiskSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** By which settings, and with which form of one rule, payments were judged at each version of the reference data. */
final class RuleHistory {
    private final TreeMap<Long, Moment> moments = new TreeMap<>();

    /**
     * @param action of the rule; null where there was none, or it was switched off
     */
    record Moment(RiskSettings settings, @Nullable Action action) {
        /** What the rule added where it fired. */
        int points() {
            return action == null ? 0 : action.score(settings);
        }
    }

    /** @param changes in any order; those that are neither of a setting nor of the rule change nothing */
    RuleHistory(String rule, List<ReferenceFact> changes) {
        moments.put(0L, new Moment(RiskSettings.SHIPPED, null));
        List<ReferenceFact> inOrder = new ArrayList<>(changes);
        inOrder.sort(Comparator.comparingLong(ReferenceFact::getVersion));
        Map<String, String> changed = new HashMap<>();
        for (ReferenceFact change : inOrder) {
            Moment last = moments.lastEntry().getValue();
            if (change.getKind().equals(ReferenceKind.SETTING.word())) {
                moments.put(change.getVersion(), new Moment(settings(changed, change), last.action));
            } else if (change.getKind().equals(ReferenceKind.RISK_RULE.word())
                    && change.getKey().equals(rule)) {
                moments.put(change.getVersion(), new Moment(last.settings, action(change)));
            }
        }
    }

    private static RiskSettings settings(Map<String, String> changed, ReferenceFact change) {
        if (change.getBody() instanceof SettingBody body) {
            changed.put(change.getKey(), body.getValue());
        } else {
            changed.remove(change.getKey());
        }
        RiskSettings settings = RiskSettings.SHIPPED;
        for (Map.Entry<String, String> setting : changed.entrySet()) {
            settings = settings.with(setting.getKey(), setting.getValue());
        }
        return settings;
    }

    private static @Nullable Action action(ReferenceFact change) {
        return change.getBody() instanceof RiskRuleBody body && body.getEnabled()
                ? Action.valueOf(body.getAction().name())
                : null;
    }

    /** What held for a payment that was taken under a version. */
    Moment at(long version) {
        return moments.floorEntry(version).getValue();
    }
}
