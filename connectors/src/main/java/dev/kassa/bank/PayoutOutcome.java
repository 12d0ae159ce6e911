package dev.kassa.bank;

/** What is known after asking a bank. Immutable. Only {@link Paid} and {@link Rejected} end a payout. */
public sealed interface PayoutOutcome {
    /** The money has left; {@code reference} is the bank's own name for it. */
    record Paid(String reference) implements PayoutOutcome {}

    /** The bank's no, for good, e.g. {@code account_closed}. */
    record Rejected(String code, String message) implements PayoutOutcome {}

    /** The bank has it and will say later, by itself or when asked. */
    record Pending(String reference) implements PayoutOutcome {}

    /** For certain the bank has never seen the key. */
    record NotKnown() implements PayoutOutcome {}

    /** No conclusive answer: it may have been paid. */
    record Unknown(String reason) implements PayoutOutcome {}
}
