package dev.kassa.bank;

import dev.kassa.avro.BankOutcome;
import dev.kassa.avro.BankResult;

/** Outcomes of payouts as they stand in the log. */
final class BankOutcomes {
    /** Who says so, as the log has it. */
    static final String ACTOR = "bank";

    private static final int MESSAGE_MAX = 500;

    private BankOutcomes() {}

    /** @param attempt of the command that it answers; 0 where the bank spoke by itself */
    static BankOutcome of(String merchantId, String withdrawalId, int attempt, PayoutOutcome outcome) {
        BankOutcome.Builder builder = BankOutcome.newBuilder()
                .setMerchantId(merchantId)
                .setWithdrawalId(withdrawalId)
                .setAttempt(attempt);
        return switch (outcome) {
            case PayoutOutcome.Paid(String reference) ->
                builder.setResult(BankResult.PAID).setBankReference(reference).build();
            case PayoutOutcome.Rejected(String code, String message) ->
                no(builder.setResult(BankResult.REJECTED), code, message);
            case PayoutOutcome.Pending(String reference) ->
                builder.setResult(BankResult.PENDING)
                        .setBankReference(reference)
                        .build();
            case PayoutOutcome.NotKnown() ->
                builder.setResult(BankResult.NOT_KNOWN).build();
            case PayoutOutcome.Unknown(String reason) ->
                no(builder.setResult(BankResult.UNKNOWN), "bank_unknown", reason);
        };
    }

    private static BankOutcome no(BankOutcome.Builder builder, String code, String message) {
        return builder.setCode(code)
                .setMessage(message.length() <= MESSAGE_MAX ? message : message.substring(0, MESSAGE_MAX))
                .build();
    }
}
