/**
 * Trends: what payments, refunds and the journal add up to by business date, in slices by merchant, channel and country.
 *
 * <p>Reads {@code payments}, {@code refunds} and {@code journal}, exactly once, and keeps its cells in a store that
 * interactive queries read. What a fact adds is a pure function of the fact and of what of its payment or refund is counted
 * already ({@link dev.kassa.trend.TrendRules}); a fact that comes again adds nothing, one that comes late changes the cell of
 * its own date. ADR 31.
 */
@NullMarked
package dev.kassa.trend;

import org.jspecify.annotations.NullMarked;
