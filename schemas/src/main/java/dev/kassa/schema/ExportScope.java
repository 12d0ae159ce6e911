package dev.kassa.schema;

import org.jspecify.annotations.Nullable;

/** Whose rows an export is of, as the key of {@code export-commands} has it: all exports of one scope are in one order. */
public final class ExportScope {
    /** The key of exports over all merchants; no merchant's id. */
    public static final String ALL_MERCHANTS = "*";

    private ExportScope() {}

    /** @param merchantId null: all merchants */
    public static String of(@Nullable String merchantId) {
        return merchantId == null ? ALL_MERCHANTS : merchantId;
    }
}
