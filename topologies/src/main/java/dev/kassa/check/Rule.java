package dev.kassa.check;

/** What a ledger holds to. */
public enum Rule {
    /** What stands in the log can be read. */
    READABLE("readable"),
    /** Numbers run without gaps, offsets of commands never back, and an entry is of its partition (I6). */
    SEQUENCE("sequence"),
    /** Each hash covers the one before it and the entry's content (I6). */
    HASH("hash"),
    /** A leg has exactly one side above zero, and what fits. */
    LEG("leg"),
    /** An entry balances in each currency (I1). */
    BALANCED("balanced"),
    /** So does the partition after it (I2). */
    PARTITION_BALANCED("partition_balanced"),
    /** An account is of the catalogue, and a merchant's is moved by its own entries only. */
    ACCOUNT("account"),
    /** Available never falls below zero (I3). */
    AVAILABLE("available"),
    /** Nothing that is held falls below zero: refund_hold, dispute_hold, in_transit, reserve. */
    HOLD("hold"),
    /** An entry's id follows from its cause, which was there before it. */
    CAUSE("cause"),
    /** A cause is posted once. */
    ONCE("once"),
    /** An entry is of one date, or carries out one settlement, and of no date that was closed before (I10). */
    DATE("date"),
    /** A settlement is of dates that were closed, and adds up to their entries and in itself (I10). */
    SETTLEMENT("settlement"),
    /** Each settlement that was carried out has its one entry, of its numbers, and none has one otherwise. */
    EXECUTION("execution");

    private final String word;

    Rule(String word) {
        this.word = word;
    }

    /** As it is told. */
    public String word() {
        return word;
    }
}
