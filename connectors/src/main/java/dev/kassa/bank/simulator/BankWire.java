package dev.kassa.bank.simulator;

import dev.kassa.bank.Payout;
import dev.kassa.bank.PayoutOutcome;
import org.jspecify.annotations.Nullable;

/** What goes over the wire between the bank and who speaks to it, as JSON. */
final class BankWire {
    private BankWire() {}

    /**
     * A payout that is asked for.
     *
     * @param noticeUrl where the bank says what became of it; null: nowhere
     */
    record Request(Payout payout, @Nullable String noticeUrl) {
        /** Itself, where it says all that it must. */
        @SuppressWarnings("ConstantValue") // JSON may leave out anything
        Request checked() {
            if (payout == null || payout.key() == null || payout.accountNumber() == null || payout.currency() == null) {
                throw new IllegalArgumentException("key, account_number and currency are needed");
            }
            if (payout.key().isEmpty() || payout.amount() < 1) {
                throw new IllegalArgumentException("a key has a character, and an amount is above 0");
            }
            return this;
        }
    }

    /** What the bank says of a payout, asked or by itself. */
    record Said(
            String key,
            String merchantId,
            Transfer.Status status,
            String reference,
            @Nullable String code,
            @Nullable String message) {
        static Said of(Transfer transfer) {
            return new Said(
                    transfer.payout().key(),
                    transfer.payout().merchantId(),
                    transfer.status(),
                    transfer.reference(),
                    transfer.code(),
                    transfer.message());
        }

        @SuppressWarnings("ConstantValue") // JSON may leave out anything
        PayoutOutcome outcome() {
            if (status == null) {
                return new PayoutOutcome.Unknown("the bank's answer has no status");
            }
            return switch (status) {
                case PAID -> new PayoutOutcome.Paid(reference);
                case REJECTED ->
                    new PayoutOutcome.Rejected(
                            code == null ? "bank_rejected" : code, message == null ? "The bank did not pay." : message);
                case PENDING -> new PayoutOutcome.Pending(reference);
                case SILENT -> new PayoutOutcome.Unknown("the bank says nothing");
            };
        }
    }
}
