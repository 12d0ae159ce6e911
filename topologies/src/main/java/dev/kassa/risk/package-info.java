/**
 * How risky a payment is, and why.
 *
 * <p>{@code RiskRules.assess} adds up what fires of the blacklists, the amount, the frequencies, a new device, a country that
 * does not match, operators' own rules and what was seen across merchants, and says in which band the score is. Pure: counts,
 * countries and settings come in with the payment, so that a replay gives the same score. Operators' rules are CEL
 * expressions, bounded when they are compiled; one that fails while it runs did not fire, and says so.
 */
@NullMarked
package dev.kassa.risk;

import org.jspecify.annotations.NullMarked;
