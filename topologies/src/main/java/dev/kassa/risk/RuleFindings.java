package dev.kassa.risk;

import java.util.ArrayList;
import java.util.List;

/**
 * What operators' rules found on a payment.
 *
 * @param fired the rules that fired, as they are listed
 * @param notes a sentence for each that failed
 */
record RuleFindings(List<OperatorRule> fired, List<String> notes) {
    static final RuleFindings NONE = new RuleFindings(List.of(), List.of());

    /** {@link #NONE} itself where nothing is to be told. */
    static RuleFindings of(List<OperatorRule> rules, RiskSubject subject) {
        RuleFindings findings = NONE;
        for (int i = 0; i < rules.size(); i++) {
            OperatorRule rule = rules.get(i);
            try {
                if (rule.fires(subject)) {
                    findings = findings.opened();
                    findings.fired.add(rule);
                }
            } catch (RuleFailure failure) {
                findings = findings.opened();
                findings.notes.add("rule:" + rule.name() + ": " + failure.getMessage());
            }
        }
        return findings;
    }

    private RuleFindings opened() {
        return this == NONE ? new RuleFindings(new ArrayList<>(), new ArrayList<>()) : this;
    }

    /** Adds the reasons, and says what they score. */
    int tell(List<String> reasons, RiskSettings settings) {
        int score = 0;
        for (OperatorRule rule : fired) {
            reasons.add("rule:" + rule.name());
            score += rule.action().score(settings);
        }
        return score;
    }
}
