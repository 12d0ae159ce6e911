package dev.kassa.edge.access;

import java.util.List;

/** Who asks, as the key says. */
public sealed interface Caller {
    /** The name that the log keeps: {@code operator}, or {@code key:} and the key's id. */
    String actor();

    /** Whether business times may be sent, because history is imported. */
    boolean mayImport();

    /** Whether anything may be changed. */
    boolean mayWrite();

    /** Runs the platform; may do everything, for the merchant that it names. */
    record Operator() implements Caller {
        @Override
        public String actor() {
            return "operator";
        }

        @Override
        public boolean mayImport() {
            return true;
        }

        @Override
        public boolean mayWrite() {
            return true;
        }
    }

    /** Holds a key of a merchant. */
    record KeyHolder(String keyId, String merchantId, List<String> scopes) implements Caller {
        @Override
        public String actor() {
            return "key:" + keyId;
        }

        @Override
        public boolean mayImport() {
            return scopes.contains("import");
        }

        @Override
        public boolean mayWrite() {
            return scopes.contains("merchant") || scopes.contains("import");
        }
    }
}
