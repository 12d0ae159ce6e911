package dev.kassa.risk;

import java.util.List;

/**
 * What the rules found.
 *
 * @param score the sum of what fired
 * @param reasons a word for each that fired, in the order of the rules
 * @param notes what could not be asked, for people to read; no part of the score
 */
public record RiskAssessment(int score, Decision decision, List<String> reasons, List<String> notes) {
    public RiskAssessment {
        reasons = List.copyOf(reasons);
        notes = List.copyOf(notes);
    }
}
