/**
 * A bank to try things with: it has books of its own and behaves, by the ending of the account number, as banks do on their
 * worst day. As a server of its own, with the {@link dev.kassa.bank.Bank} that speaks to it, or within the process. What
 * its books say was paid is what tests compare the ledger with.
 */
@NullMarked
package dev.kassa.bank.simulator;

import org.jspecify.annotations.NullMarked;
