package dev.kassa.withdrawal;

/** Where a withdrawal stands. */
public enum WithdrawalStatus {
    /** Its money is held; approvers are still to say yes. */
    PENDING,
    /** All have; it waits for its day. */
    APPROVED,
    /** The bank was asked to pay. */
    PROCESSING,
    COMPLETED,
    /** The bank refused; the money is available again. */
    FAILED,
    /** A person refused; the money is available again. */
    REJECTED,
    /** Taken back before it was sent; the money is available again. */
    CANCELLED;

    /** Whether nothing was sent yet, so that it can still be stopped. */
    public boolean isStoppable() {
        return this == PENDING || this == APPROVED;
    }
}
