package dev.kassa.edge.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who asks, as the key says. */
public sealed interface Caller {
    /** What stands before a key's id in the name of its holder. */
    String KEY_ACTOR = "key:";

    /** The name that the log keeps: {@code operator}, or {@code key:} and the key's id. */
    String actor();

    /** The id of the key that was shown; null where that is none of the tables'. */
    default @Nullable String keyId() {
        return null;
    }

    /** Whether business times may be sent, because history is imported. */
    boolean mayImport();

    /** Whether decisions on what waits for a person may be made. */
    boolean mayApprove();

    /** Whether the platform's own settings may be changed, and everything else be done. */
    default boolean isOperator() {
        return false;
    }

    /** Whether it works for the platform, and may read what all merchants share. */
    default boolean isStaff() {
        return isOperator();
    }

    /** Whether anything may be changed. */
    boolean mayWrite();

    /** Whether this merchant's settings and keys may be read. */
    boolean mayKnowOf(String merchantId);

    /** Whether this merchant's keys may be made and revoked. */
    boolean mayKeepKeysOf(String merchantId);

    /** Requests a second that this key may make; null: as many as any. */
    default @Nullable Long ratePerSecond() {
        return null;
    }

    /** Whether it signs its requests: none, optional or required. */
    default String signing() {
        return "none";
    }

    /** Runs the platform; may do everything, for the merchant that it names. */
    record Operator() implements Caller {
        @Override
        public boolean isOperator() {
            return true;
        }

        @Override
        public String actor() {
            return "operator";
        }

        @Override
        public boolean mayKnowOf(String merchantId) {
            return true;
        }

        @Override
        public boolean mayKeepKeysOf(String merchantId) {
            return true;
        }

        @Override
        public boolean mayImport() {
            return true;
        }

        @Override
        public boolean mayApprove() {
            return true;
        }

        @Override
        public boolean mayWrite() {
            return true;
        }
    }

    /** Holds a key of the platform: for the merchant that is named, what its scopes allow. */
    record Staff(
            String keyId, List<String> scopes, @Nullable Long ratePerSecond) implements Caller {
        @Override
        public String actor() {
            return KEY_ACTOR + keyId;
        }

        @Override
        public boolean isOperator() {
            return scopes.contains("operator");
        }

        @Override
        public boolean isStaff() {
            return true;
        }

        @Override
        public boolean mayKnowOf(String merchantId) {
            return true;
        }

        @Override
        public boolean mayKeepKeysOf(String merchantId) {
            return isOperator();
        }

        @Override
        public boolean mayImport() {
            return isOperator();
        }

        @Override
        public boolean mayApprove() {
            return isOperator() || scopes.contains("approver");
        }

        @Override
        public boolean mayWrite() {
            return isOperator();
        }
    }

    /** Holds a key of a merchant. */
    record KeyHolder(
            String keyId,
            String merchantId,
            List<String> scopes,
            @Nullable Long ratePerSecond,
            String signing) implements Caller {
        @Override
        public String actor() {
            return KEY_ACTOR + keyId;
        }

        @Override
        public boolean mayKnowOf(String other) {
            return merchantId.equals(other);
        }

        @Override
        public boolean mayKeepKeysOf(String other) {
            return merchantId.equals(other) && scopes.contains("merchant");
        }

        @Override
        public boolean mayImport() {
            return scopes.contains("import");
        }

        @Override
        public boolean mayApprove() {
            return scopes.contains("approver");
        }

        @Override
        public boolean mayWrite() {
            return scopes.contains("merchant") || scopes.contains("import");
        }
    }
}
