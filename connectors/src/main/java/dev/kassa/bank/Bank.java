package dev.kassa.bank;

/**
 * A bank that pays out: the port behind which a bank's own interface or the simulator stands. Thread-safe; its calls block
 * and are made from virtual threads.
 *
 * <p>Every call carries the payout's key, and a bank pays at most once under a key. A call ends within the implementation's
 * own time-out. What is not the bank's word for good is {@link PayoutOutcome.Unknown}: time-outs, connections that could
 * not be made or broke, server errors and answers that cannot be read. An exception that escapes counts as that too.
 */
public interface Bank {
    /** Pays, unless it was paid or refused under the key before; then says so. */
    PayoutOutcome payOut(Payout payout);

    /** What became of a payout; {@link PayoutOutcome.NotKnown} only where the bank is certain that it never saw its key. */
    PayoutOutcome query(Payout payout);
}
