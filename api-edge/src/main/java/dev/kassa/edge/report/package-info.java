/**
 * Reports: what trends say, by period and against the period before. Pure: cells in, rows out; amounts are minor units, rates
 * and growth decimal strings of four places, and currencies are never added together.
 * In a reporting currency each business date's amounts are converted first, exactly, by the rate of that date; a figure is
 * rounded HALF_UP when it is told, once. What has no rate is told apart, in its own currency.
 *
 * <p>A period is a business date, an ISO week or a month (product.md §13, api.md).
 */
@NullMarked
package dev.kassa.edge.report;

import org.jspecify.annotations.NullMarked;
