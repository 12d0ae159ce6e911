package dev.kassa.ledger;

/**
 * The names of accounts. A merchant's own account is {@code merchant:<id>:<bucket>}; the platform's accounts exist once
 * per partition, so that none is hot and every partition balances by itself, and are added up when read.
 */
public final class Account {
    public static final String FEES = "fees";

    /** What was paid out or came in, by our own books, until the bank's statement says the same. */
    public static final String BANK_CLEARING = "bank:clearing";

    /** What nobody has explained yet. */
    public static final String SUSPENSE = "suspense";

    /** What a merchant's accounts begin with. */
    public static final String MERCHANT = "merchant:";

    private Account() {}

    /** The parts of a merchant's balance. */
    public enum Bucket {
        PENDING("pending"),
        AVAILABLE("available"),
        RESERVE("reserve"),
        IN_TRANSIT("in_transit"),
        REFUND_HOLD("refund_hold"),
        DISPUTE_HOLD("dispute_hold");

        private final String word;

        Bucket(String word) {
            this.word = word;
        }

        /** As it stands in an account's name. */
        public String word() {
            return word;
        }
    }

    public static String merchant(String merchantId, Bucket bucket) {
        return MERCHANT + merchantId + ":" + bucket.word;
    }

    /** What a channel owes us. */
    public static String receivable(String channel) {
        return "channel:" + channel + ":receivable";
    }

    /** The line of the trial balance that an account is on: merchants' are summed by bucket, as {@code merchants:pending}. */
    public static String trialBalanceLine(String account) {
        int bucketAt = account.lastIndexOf(':') + 1;
        boolean ofMerchant = account.startsWith(MERCHANT) && bucketAt > MERCHANT.length();
        return ofMerchant ? "merchants:" + account.substring(bucketAt) : account;
    }
}
