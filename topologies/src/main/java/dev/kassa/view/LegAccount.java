package dev.kassa.view;

import dev.kassa.ledger.Account;

/** Whose account a leg names. */
sealed interface LegAccount {
    /** A merchant's, as {@code merchant:<id>:<bucket>}. */
    record OfMerchant(String merchantId, String bucket) implements LegAccount {}

    /** The platform's, as {@code fees} or {@code channel:<name>:receivable}. */
    record OfPlatform(String name) implements LegAccount {}

    static LegAccount of(String account) {
        int bucketAt = account.lastIndexOf(':') + 1;
        if (!account.startsWith(Account.MERCHANT) || bucketAt <= Account.MERCHANT.length()) {
            return new OfPlatform(account);
        }
        return new OfMerchant(account.substring(Account.MERCHANT.length(), bucketAt - 1), account.substring(bucketAt));
    }
}
