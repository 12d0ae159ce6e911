package dev.kassa.risk;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.util.Optional;

/**
 * An operator's own rule: a CEL expression over what is known of a payment, compiled once. It has no loops, is bounded in
 * size, and its regular expressions run in linear time, so that it always ends soon. Immutable.
 *
 * <p>It may ask {@code merchant_id, merchant_country, tier, amount, currency, channel, customer_id, email, ip, device,
 * country, ip_country, new_device, per_ip, per_device, per_customer, per_merchant, hour}; what there is not is an empty text.
 */
public final class OperatorRule {
    private final String name;
    private final String expression;
    private final Action action;
    private final Program program;

    private OperatorRule(String name, String expression, Action action, Program program) {
        this.name = name;
        this.expression = expression;
        this.action = action;
        this.program = program;
    }

    /**
     * Reads an expression.
     *
     * @throws RuleFault where it is no CEL expression, asks what there is not, is not true or false, or is not bounded
     */
    public static OperatorRule compile(String name, String expression, Action action) throws RuleFault {
        return new OperatorRule(name, expression, action, RuleLanguage.program(expression));
    }

    public String name() {
        return name;
    }

    public String expression() {
        return expression;
    }

    public Action action() {
        return action;
    }

    /** @throws RuleFailure where it cannot say, as where it divides by zero */
    boolean fires(RiskSubject subject) throws RuleFailure {
        try {
            return (Boolean) program.eval(variable -> {
                RuleVariable known = RuleVariable.of(variable);
                return known == null ? Optional.empty() : Optional.of(known.of(subject));
            });
        } catch (CelEvaluationException e) {
            throw new RuleFailure(String.valueOf(e.getMessage()), e);
        }
    }
}
