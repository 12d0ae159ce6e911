package dev.kassa.standalone.node;

import dev.kassa.check.CheckSeal;
import dev.kassa.edge.access.KeyHash;

/** What checks of the ledger are signed with: a key of its own that follows from the installation's secret. */
public final class LedgerSeal {
    private static final String USE = "ledger-checks:";

    private LedgerSeal() {}

    public static CheckSeal of(KeyHash secret) {
        return new CheckSeal(secret.of(USE));
    }
}
