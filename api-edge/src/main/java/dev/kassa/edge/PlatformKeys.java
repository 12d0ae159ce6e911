package dev.kassa.edge;

import dev.kassa.avro.ApiKeyFact;
import dev.kassa.avro.PlatformKeyBody;
import dev.kassa.edge.access.Caller;
import dev.kassa.edge.access.Merchants;
import dev.kassa.edge.reference.ReferenceTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of those who work for the platform, as the table of reference data has them. Thread-safe. */
record PlatformKeys(ReferenceTable table) {
    static final String KIND = "platform-key";
    private static final int LISTED_MAX = 1_000;

    /** The key of an id, if there is one. */
    @Nullable
    ApiKeyFact find(String keyId) {
        return table.find(KIND, keyId)
                .map(fact -> ((PlatformKeyBody) fact.getBody()).getKey())
                .orElse(null);
    }

    /** All of them, by id. */
    List<ApiKeyFact> all() {
        return table.list(KIND, null, LISTED_MAX).stream()
                .map(fact -> ((PlatformKeyBody) fact.getBody()).getKey())
                .toList();
    }

    /** Whether an actor of the log is still somebody, be it with a key of a merchant or of the platform. */
    boolean isActor(String actor, Merchants merchants) {
        return merchants.isActor(actor)
                || (actor.startsWith(Caller.KEY_ACTOR) && find(actor.substring(Caller.KEY_ACTOR.length())) != null);
    }
}
