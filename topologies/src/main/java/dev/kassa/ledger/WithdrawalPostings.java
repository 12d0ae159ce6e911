package dev.kassa.ledger;

import static dev.kassa.ledger.Account.Bucket.AVAILABLE;
import static dev.kassa.ledger.Account.Bucket.IN_TRANSIT;

import dev.kassa.ledger.Posting.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * The templates of withdrawals. All amounts in minor units. An amount that would not fit a {@code long} throws
 * {@link ArithmeticException}; nothing wraps.
 */
public final class WithdrawalPostings {
    private WithdrawalPostings() {}

    /**
     * Dr merchant available / Cr in_transit, for the whole amount.
     *
     * @throws IllegalArgumentException where more is asked for than is available
     */
    public static Posting hold(String merchantId, String currency, Balance balance, long amount) {
        if (amount > balance.available()) {
            throw new IllegalArgumentException("a hold of " + amount + " of " + balance.available() + " available");
        }
        return new Posting(
                Kind.WITHDRAWAL_HOLD,
                List.of(
                        Leg.debit(Account.merchant(merchantId, AVAILABLE), currency, amount),
                        Leg.credit(Account.merchant(merchantId, IN_TRANSIT), currency, amount)),
                balance.setOut(amount));
    }

    /**
     * Dr in_transit / Cr bank clearing / Cr fees: the bank has paid.
     *
     * @param fee part of the amount, and below it
     */
    public static Posting paid(String merchantId, String currency, Balance balance, long amount, long fee) {
        List<Leg> legs = new ArrayList<>(3);
        legs.add(Leg.debit(Account.merchant(merchantId, IN_TRANSIT), currency, amount));
        legs.add(Leg.credit(Account.BANK_CLEARING, currency, Math.subtractExact(amount, fee)));
        if (fee > 0) {
            legs.add(Leg.credit(Account.FEES, currency, fee));
        }
        return new Posting(Kind.WITHDRAWAL, legs, balance.arrived(amount));
    }

    /** Dr in_transit / Cr merchant available: it was not paid and will not be. */
    public static Posting release(String merchantId, String currency, Balance balance, long amount) {
        return new Posting(
                Kind.WITHDRAWAL_RELEASE,
                List.of(
                        Leg.debit(Account.merchant(merchantId, IN_TRANSIT), currency, amount),
                        Leg.credit(Account.merchant(merchantId, AVAILABLE), currency, amount)),
                balance.setOut(Math.negateExact(amount)));
    }

    /**
     * Dr suspense / Cr bank clearing: the bank paid what it had refused. The merchant has its money back already, so a
     * person has to find out who owes what; the bank's money is gone whatever the answer.
     *
     * @param paidOut what left the bank
     */
    public static Posting paidAfterAll(String currency, Balance balance, long paidOut) {
        return correction(Account.SUSPENSE, Account.BANK_CLEARING, currency, balance, paidOut);
    }

    /**
     * Dr bank clearing / Cr suspense: the bank refused what it had paid, or it came back. Whose it is now, the merchant's
     * or that of whoever got it and gives it back, is for a person to find out; the bank has it whatever the answer.
     *
     * @param cameBack what the bank has again
     */
    public static Posting notPaidAfterAll(String currency, Balance balance, long cameBack) {
        return correction(Account.BANK_CLEARING, Account.SUSPENSE, currency, balance, cameBack);
    }

    private static Posting correction(String debited, String credited, String currency, Balance balance, long amount) {
        return new Posting(
                Kind.WITHDRAWAL_CORRECTION,
                List.of(Leg.debit(debited, currency, amount), Leg.credit(credited, currency, amount)),
                balance);
    }
}
