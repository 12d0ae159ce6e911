package dev.kassa.edge.report;

import java.util.List;
import java.util.Set;

/**
 * What the rows of a report are made of.
 *
 * @param now parts of its span, no two of the same
 * @param then parts of the equal span before, likewise; their period is 0
 * @param whole whether nothing of either span lacks a rate
 * @param lacking merchants of whom something does, where parts are split by merchant
 */
record Basis(List<Part> now, List<Part> then, Span span, boolean whole, Set<String> lacking) {}
