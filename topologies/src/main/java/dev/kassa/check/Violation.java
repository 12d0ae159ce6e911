package dev.kassa.check;

/**
 * What is wrong, and where it shows.
 *
 * @param sequence of the entry that it shows at; 0: at none
 * @param subjectId of the entry or the settlement; empty: of none that could be read
 * @param text a sentence for a person
 */
public record Violation(Rule rule, int partition, long sequence, String subjectId, String text) {}
