package dev.kassa.ledger;

/**
 * One side of a journal entry.
 *
 * @param debit minor units; exactly one of debit and credit is above zero
 * @param credit minor units
 */
public record Leg(String account, String currency, long debit, long credit) {
    public Leg {
        if (debit < 0 || credit < 0 || (debit == 0) == (credit == 0)) {
            throw new IllegalArgumentException(
                    "a leg has one side above zero, not debit " + debit + " and credit " + credit + " on " + account);
        }
    }

    static Leg debit(String account, String currency, long amount) {
        return new Leg(account, currency, amount, 0);
    }

    static Leg credit(String account, String currency, long amount) {
        return new Leg(account, currency, 0, amount);
    }
}
