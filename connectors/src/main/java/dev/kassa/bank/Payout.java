package dev.kassa.bank;

import dev.kassa.avro.BankCommand;
import org.jspecify.annotations.Nullable;

/**
 * A payout. Immutable.
 *
 * @param key the same for every call about it: the withdrawal's id
 * @param amount minor units
 * @param accountNumber an IBAN or the bank's own number
 * @param bankCode BIC or national code
 * @param country of the account, ISO 3166 alpha-2
 * @param reference what the statement of the receiver's account will say
 */
public record Payout(
        String key,
        String merchantId,
        long amount,
        String currency,
        String holder,
        String accountNumber,
        @Nullable String bankCode,
        String country,
        boolean urgent,
        String reference) {
    /** The payout that a command is about. */
    public static Payout of(BankCommand command) {
        return new Payout(
                command.getWithdrawalId(),
                command.getMerchantId(),
                command.getAmount(),
                command.getCurrency(),
                command.getHolder(),
                command.getAccountNumber(),
                command.getBankCode(),
                command.getCountry(),
                command.getUrgent(),
                command.getReference());
    }
}
