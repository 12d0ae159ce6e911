package dev.kassa.risk;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Adds up what speaks against a payment, and says what becomes of it. */
public final class RiskRules {
    private static final String NO_GEOIP = "country_mismatch: no GeoIP database";
    private static final RiskSignal[] SIGNALS = RiskSignal.values();

    // What most payments get, made once; they leave nothing behind for the collector.
    private static final RiskAssessment NOTHING = new RiskAssessment(0, Decision.ACCEPT, List.of(), List.of());
    private static final RiskAssessment NOTHING_WITHOUT_GEOIP =
            new RiskAssessment(0, Decision.ACCEPT, List.of(), List.of(NO_GEOIP));

    private RiskRules() {}

    /** The reasons of Kassa's own rules, in their order. */
    public static List<String> ownReasons() {
        return Stream.of(SIGNALS).map(RiskSignal::word).toList();
    }

    /**
     * Judges one payment. Each rule that fires adds its score and its reason; the reasons are in the order of Kassa's own
     * rules, then operators' rules as they are listed, then what was seen across merchants.
     *
     * @param rules those in force; one that fails while it runs did not fire, and a note says so
     */
    public static RiskAssessment assess(
            RiskSubject subject, RiskSettings settings, Blacklist blacklist, List<OperatorRule> rules) {
        int fired = 0;
        for (RiskSignal signal : SIGNALS) {
            if (signal.fires(subject, settings, blacklist)) {
                fired |= 1 << signal.ordinal();
            }
        }
        RuleFindings findings = RuleFindings.of(rules, subject);
        // The country could have been compared, had there been a database.
        boolean unasked = !subject.geoKnown() && subject.ip() != null && subject.country() != null;
        if (fired == 0 && findings == RuleFindings.NONE && Decision.of(0, settings) == Decision.ACCEPT) {
            return unasked ? NOTHING_WITHOUT_GEOIP : NOTHING;
        }
        return told(fired, findings, unasked, settings);
    }

    private static RiskAssessment told(int fired, RuleFindings findings, boolean unasked, RiskSettings settings) {
        List<String> reasons = new ArrayList<>();
        int score = 0;
        for (RiskSignal signal : SIGNALS) {
            if (signal == RiskSignal.FIRST_AFTER_RULES) {
                score += findings.tell(reasons, settings);
            }
            if ((fired & 1 << signal.ordinal()) != 0) {
                score += signal.score(settings);
                reasons.add(signal.word());
            }
        }
        List<String> notes = new ArrayList<>();
        if (unasked) {
            notes.add(NO_GEOIP);
        }
        notes.addAll(findings.notes());
        return new RiskAssessment(score, Decision.of(score, settings), reasons, notes);
    }
}
