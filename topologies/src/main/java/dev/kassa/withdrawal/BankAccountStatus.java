package dev.kassa.withdrawal;

/** Where a bank account stands. */
public enum BankAccountStatus {
    /** Nobody has looked at it yet. */
    UNVERIFIED,
    /** Takes withdrawals once it has cooled off. */
    VERIFIED,
    /** A person refused it, for good. */
    REJECTED,
    /** Takes no withdrawals until it is verified again. */
    DISABLED
}
