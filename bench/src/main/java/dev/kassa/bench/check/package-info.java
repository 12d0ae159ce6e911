/**
 * The checker: is a log that Kassa wrote a log that Kassa may write?
 *
 * <p>Reads commands, facts and journal as they are committed, what the channel says that it did, what callers and operators
 * were told and what reads answer, and holds them against a model of its own, written from the product's description and
 * the schemas alone: simple, single-threaded, and sharing no rule with the core. Says of each violation which invariant it
 * breaks and at which record: I1 to I9 and I12 of the architecture, and of what changes while payments go on
 *
 * <ul>
 *   <li>L1: the limits in force at a payment's place are never exceeded, at any prefix;
 *   <li>M1: a merchant's life and settings change as they may, and only an active merchant takes money;
 *   <li>P1: a payment costs what the schedule in force at its place says, and says which that was;
 *   <li>R1: changes of what all merchants share are decided once and hold on every partition, in one order, from where the
 *       log says;
 *   <li>R2: no payment escapes a change that held at its place, or of which somebody was told before it was asked for;
 *   <li>S1: a payment's risk is what the tables in force make of it, and no channel hears of what they reject;
 *   <li>S2: a review is decided by another person than asked for the payment.
 * </ul>
 */
@NullMarked
package dev.kassa.bench.check;

import org.jspecify.annotations.NullMarked;
