package dev.kassa.core;

import dev.kassa.avro.ApiKeyFact;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.PlatformKeyBody;
import dev.kassa.avro.ReferenceFact;
import dev.kassa.reference.Actor;
import dev.kassa.reference.ReferenceKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The persons behind actors: a key is whose its name says. Keys are told of on the log before they are used, so that a
 * replay knows the same persons.
 */
record Actors(References references, Merchants merchants) {
    /** What stands before a key's id in the name of an actor. */
    private static final String KEY = "key:";

    /** Who sent a command about a merchant. */
    Actor of(Turn turn, String merchantId) {
        String id = turn.command().getActor();
        ApiKeyFact key = id.startsWith(KEY) ? key(id.substring(KEY.length()), merchantId) : null;
        String name = key == null ? "" : key.getName().strip();
        return new Actor(id, name.isEmpty() ? null : name);
    }

    private @Nullable ApiKeyFact key(String keyId, String merchantId) {
        ReferenceFact platform = references.find(ReferenceKind.PLATFORM_KEY, keyId);
        if (platform != null && platform.getBody() instanceof PlatformKeyBody body) {
            return body.getKey();
        }
        MerchantFact merchant = merchants.fact(merchantId);
        List<ApiKeyFact> keys = merchant == null ? List.of() : merchant.getKeys();
        return keys.stream()
                .filter(each -> each.getKeyId().equals(keyId))
                .findFirst()
                .orElse(null);
    }
}
