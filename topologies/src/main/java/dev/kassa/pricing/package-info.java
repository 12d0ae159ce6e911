/**
 * What a payment costs its merchant, in exact integers.
 *
 * <p>A {@code FeeSchedule} is an ordered list of rules; the first that fits a payment's currency, channel and business date
 * gives its {@code FeeTerms}, and these the fee. Money in a schedule is in ten-thousandths of the major unit, so that one
 * schedule serves EUR, JPY and KWD; terms are in minor units. A schedule that {@code FeeScheduleValidation} finds no fault
 * with never overflows.
 */
@NullMarked
package dev.kassa.pricing;

import org.jspecify.annotations.NullMarked;
