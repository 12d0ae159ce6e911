package dev.kassa.core;

import dev.kassa.risk.Decision;
import dev.kassa.risk.RiskAssessment;
import dev.kassa.risk.RiskRules;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Counts what risk decides since the process began, for the report of interceptions. Thread-safe; counting a payment
 * leaves nothing behind.
 */
public final class RiskCounts implements RiskWatch {
    /** How many operators' rules are counted by name; the others are counted together. */
    public static final int RULES_MAX = 200;

    /** The reason under which the other rules are; no rule can be called that. */
    public static final String OTHER_RULES = "rule:*";

    private static final Consumer<String> NOBODY_LISTENS = _ -> {};

    private final Map<Decision, LongAdder> decisions = new EnumMap<>(Decision.class);
    private final Map<ReviewEnd, LongAdder> reviews = new EnumMap<>(ReviewEnd.class);
    private final Map<String, LongAdder> reasons = new ConcurrentHashMap<>();
    private final int reasonsMax;
    private Consumer<String> onReason = NOBODY_LISTENS;

    public RiskCounts() {
        Stream.of(Decision.values()).forEach(decision -> decisions.put(decision, new LongAdder()));
        Stream.of(ReviewEnd.values()).forEach(end -> reviews.put(end, new LongAdder()));
        RiskRules.ownReasons().forEach(reason -> reasons.put(reason, new LongAdder()));
        reasonsMax = reasons.size() + RULES_MAX;
    }

    @Override
    public void judged(RiskAssessment assessment) {
        counter(decisions, assessment.decision()).increment();
        for (int i = 0; i < assessment.reasons().size(); i++) {
            String reason = assessment.reasons().get(i);
            LongAdder known = reasons.get(reason);
            (known == null ? opened(reason) : known).increment();
        }
    }

    private synchronized LongAdder opened(String reason) {
        String counted = reasons.size() < reasonsMax || reasons.containsKey(reason) ? reason : OTHER_RULES;
        LongAdder known = reasons.get(counted);
        if (known != null) {
            return known;
        }
        LongAdder first = new LongAdder();
        reasons.put(counted, first);
        onReason.accept(counted);
        return first;
    }

    @Override
    public void reviewEnded(ReviewEnd end) {
        counter(reviews, end).increment();
    }

    private static <K> LongAdder counter(Map<K, LongAdder> of, K key) {
        LongAdder counter = of.get(key);
        if (counter == null) {
            throw new IllegalStateException("nothing counts " + key);
        }
        return counter;
    }

    /** Payments of which that was decided. */
    public long payments(Decision decision) {
        return counter(decisions, decision).sum();
    }

    /** Reviews that ended so. */
    public long reviews(ReviewEnd end) {
        return counter(reviews, end).sum();
    }

    /** How often a reason was found; 0 where it never was. */
    public long found(String reason) {
        LongAdder counter = reasons.get(reason);
        return counter == null ? 0 : counter.sum();
    }

    /** Tells of every reason that is counted, and later of each that comes to be. There is one who listens. */
    public synchronized void eachReason(Consumer<String> listener) {
        reasons.keySet().forEach(listener);
        onReason = listener;
    }
}
