package dev.kassa.view;

/** Whose account a leg names. */
sealed interface LegAccount {
    String MERCHANT = "merchant:";

    /** A merchant's, as {@code merchant:<id>:<bucket>}. */
    record OfMerchant(String merchantId, String bucket) implements LegAccount {}

    /** The platform's, as {@code fees} or {@code channel:<name>:receivable}. */
    record OfPlatform(String name) implements LegAccount {}

    static LegAccount of(String account) {
        int bucketAt = account.lastIndexOf(':') + 1;
        if (!account.startsWith(MERCHANT) || bucketAt <= MERCHANT.length()) {
            return new OfPlatform(account);
        }
        return new OfMerchant(account.substring(MERCHANT.length(), bucketAt - 1), account.substring(bucketAt));
    }

    /** The line of the trial balance that the account is on: merchants' are summed by bucket. */
    default String trialBalanceLine() {
        return switch (this) {
            case OfMerchant(String _, String bucket) -> "merchants:" + bucket;
            case OfPlatform(String name) -> name;
        };
    }
}
