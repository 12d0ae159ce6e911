/**
 * The bank: where withdrawals are paid out. A {@link dev.kassa.bank.Bank} makes one call and says what is known for
 * certain; {@link dev.kassa.bank.BankErrands} has the runner of {@code dev.kassa.channel.runner} take calls off
 * {@code bank-commands} and write what became of them to {@code commands}; {@link dev.kassa.bank.BankCallbacks} reads what
 * the bank tells by itself.
 *
 * <p>The promise of this room: a payout that may have been made is never reported as one that was not, and however often
 * it is asked for, it has one key. Decision 26.
 */
@NullMarked
package dev.kassa.bank;

import org.jspecify.annotations.NullMarked;
