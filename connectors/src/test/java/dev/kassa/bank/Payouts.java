package dev.kassa.bank;

import dev.kassa.avro.BankCommand;
import dev.kassa.avro.BankOperation;

/** Payouts of 99.00 EUR. */
public final class Payouts {
    private Payouts() {}

    public static BankCommand command(String key, BankOperation operation, int attempt, String accountNumber) {
        return new BankCommand(
                "shop", key, operation, attempt, 9_900L, "EUR", "Shop", accountNumber, null, "DE", false, "w-1", 0L);
    }

    public static Payout to(String key, String accountNumber) {
        return Payout.of(command(key, BankOperation.PAY_OUT, 1, accountNumber));
    }
}
