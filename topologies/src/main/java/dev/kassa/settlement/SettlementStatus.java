package dev.kassa.settlement;

/** Where a settlement stands. */
public enum SettlementStatus {
    /** It is being drawn up, or waits for a person. */
    PENDING,
    /** It is carried out when it is due. */
    APPROVED,
    /** A person said no; it can be looked at again. */
    REJECTED,
    /** It could not be carried out, and is tried again. */
    PROCESSING,
    COMPLETED,
    /** It could not be carried out, and a person has to see to it. */
    FAILED
}
