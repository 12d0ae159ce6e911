/**
 * Proves the ledger: that entries balance, follow on each other, overdraw nobody, are posted once for each cause, and are of
 * one settlement each.
 *
 * <p>Reads {@code journal}, {@code settlement-cuts} and {@code settlements} of each partition from where the last check
 * ended, in the order of the commands that caused them; {@link dev.kassa.check.LedgerProof} is told each and says what is
 * wrong. What the next check needs to go on is a checkpoint in a file, sealed with the installation's secret; one that is
 * missing or not ours is not believed. Writes a signed fact to {@code ledger-checks} and notices. Decision 29.
 */
@NullMarked
package dev.kassa.check;

import org.jspecify.annotations.NullMarked;
