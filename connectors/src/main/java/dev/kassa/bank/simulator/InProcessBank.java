package dev.kassa.bank.simulator;

import dev.kassa.bank.Bank;
import dev.kassa.bank.Payout;
import dev.kassa.bank.PayoutOutcome;
import java.time.InstantSource;
import java.util.Map;

/** The bank within the process, for tests: a silence is known at once, and the bank says nothing by itself. Thread-safe. */
public final class InProcessBank implements Bank {
    private final BankBooks books = new BankBooks(null);
    private final BankDesk desk;

    /** @param clock by which what comes later comes */
    public InProcessBank(InstantSource clock) {
        this.desk = new BankDesk(books, clock);
    }

    @Override
    public PayoutOutcome payOut(Payout payout) {
        return outcome(desk.payOut(payout, null));
    }

    @Override
    public PayoutOutcome query(Payout payout) {
        return outcome(desk.query(payout.key()));
    }

    private static PayoutOutcome outcome(BankDesk.Reply reply) {
        return switch (reply) {
            case BankDesk.Reply.Said(Transfer transfer, boolean _) -> transfer.outcome();
            case BankDesk.Reply.NotKnown _ -> new PayoutOutcome.NotKnown();
            case BankDesk.Reply.Failed _ -> new PayoutOutcome.Unknown("the bank answered 500");
            case BankDesk.Reply.Silence _ -> new PayoutOutcome.Unknown("the bank did not answer in time");
        };
    }

    /** What left the bank and did not come back, in minor units by currency. */
    public Map<String, Long> paidOut() {
        return books.paidOut();
    }

    /** How often money left under a key: never more than once, or the bank is wrong. */
    public int timesPaid(String key) {
        return books.records().stream()
                .filter(record -> record.transfer().payout().key().equals(key))
                .mapToInt(BankBooks.TransferRecord::timesPaid)
                .sum();
    }
}
