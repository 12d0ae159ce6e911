/**
 * Withdrawals and the bank accounts that they go to: who may have money paid out, whose word it needs, what it costs, and
 * what follows from what the bank says.
 *
 * <p>Rules only. The whole amount is held from the request on; the fee is part of it. A payout has one key at the bank for
 * ever, so asking again never pays twice, and what the bank leaves open is settled by asking. Decision 26.
 */
@NullMarked
package dev.kassa.withdrawal;

import org.jspecify.annotations.NullMarked;
