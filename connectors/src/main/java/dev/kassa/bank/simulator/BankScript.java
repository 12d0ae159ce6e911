package dev.kassa.bank.simulator;

/** How the bank behaves, by the last three characters of the account number. */
enum BankScript {
    /** Refused: {@code account_closed}. */
    ACCOUNT_CLOSED("901"),
    /** Refused: {@code name_mismatch}. */
    NAME_MISMATCH("902"),
    /** Taken, and paid three seconds later; the bank says so then. */
    ANSWERS_LATE("903"),
    /** Paid at once; the bank says so twice more by itself. */
    ANSWERS_TWICE("904"),
    /** No answer ever, neither to a payout nor to a question; nothing is paid. */
    NEVER_ANSWERS("905"),
    /** Paid, and never answered; asked what became of it, the bank tells. */
    PAYS_AND_TIMES_OUT("906"),
    /** The first request is lost without an answer; the bank knows nothing of it, and pays the second. */
    LOSES_REQUEST("907"),
    /** Taken, and refused three seconds later; the bank says so then. */
    REJECTS_LATE("908"),
    /** Refused, and paid three seconds later all the same; the bank says so then. */
    REJECTS_AND_PAYS("909"),
    /** The first request gets a server error and nothing is paid; the second is paid. */
    ERROR_ONCE("910"),
    /** Paid at once, and given back three seconds later: {@code returned}; the bank says so then. */
    PAYS_AND_RETURNS("911"),
    /** Any other ending: paid at once. */
    PAYS("");

    private final String ending;

    BankScript(String ending) {
        this.ending = ending;
    }

    static BankScript of(String accountNumber) {
        for (BankScript script : values()) {
            if (accountNumber.endsWith(script.ending)) {
                return script;
            }
        }
        return PAYS;
    }

    /** Whether there is something to come of a transfer after the first answer. */
    boolean concludesLater() {
        return this == ANSWERS_LATE || this == REJECTS_LATE || this == REJECTS_AND_PAYS || this == PAYS_AND_RETURNS;
    }

    /** How often the bank says by itself what became of it. */
    int notices() {
        return switch (this) {
            case ANSWERS_TWICE -> 2;
            case ANSWERS_LATE, REJECTS_LATE, REJECTS_AND_PAYS, PAYS_AND_RETURNS -> 1;
            default -> 0;
        };
    }
}
