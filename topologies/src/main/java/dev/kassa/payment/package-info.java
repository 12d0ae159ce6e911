/**
 * One payment, from the wish to take money to its conclusion.
 *
 * <p>Rules only: {@code PaymentRules.decide} says what happens, {@code PaymentRules.evolve} what the payment then is. A
 * channel that does not answer leaves a payment unknown, never failed; it is asked again until it says which. One that the
 * risk rules hold waits for a person, and expires undecided.
 */
@NullMarked
package dev.kassa.payment;

import org.jspecify.annotations.NullMarked;
