package dev.kassa.edge.render;

import dev.kassa.avro.ApiKeyFact;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** API keys as callers see them: never what is kept of the secret. */
public final class KeyJson {
    private KeyJson() {}

    /**
     * What is shown of a new key, once.
     *
     * @param text the whole key
     * @param signingSecret what its holder signs requests with; null where it does not sign
     */
    public record Secrets(String text, @Nullable String signingSecret) {}

    /** A new key, with its secrets. */
    public static byte[] key(ApiKeyFact key, Secrets secrets) {
        return Json.bytes(json -> write(json, key, null, secrets));
    }

    /** @param lastUsedMs when a key of an id was used last; null: never, as far as is known */
    public static byte[] list(List<ApiKeyFact> keys, Function<String, @Nullable Long> lastUsedMs) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeName("data");
            json.writeStartArray();
            keys.forEach(key -> write(json, key, lastUsedMs.apply(key.getKeyId()), null));
            json.writeEndArray();
            json.writeNullProperty("next_cursor");
            json.writeEndObject();
        });
    }

    /** A key of which it is not known yet what becomes. */
    public static byte[] pending(String keyId, @Nullable Secrets secrets) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringProperty("object", "key");
            json.writeStringProperty("id", keyId);
            json.writeStringProperty("status", "processing");
            show(json, secrets);
            json.writeEndObject();
        });
    }

    private static void write(
            JsonGenerator json, ApiKeyFact key, @Nullable Long lastUsedMs, @Nullable Secrets secrets) {
        json.writeStartObject();
        json.writeStringProperty("id", key.getKeyId());
        json.writeStringProperty("object", "key");
        json.writeStringProperty("name", key.getName());
        json.writeName("scopes");
        json.writeStartArray();
        key.getScopes().forEach(json::writeString);
        json.writeEndArray();
        if (key.getRateLimitPerSecond() == null) {
            json.writeNullProperty("rate_limit");
        } else {
            json.writeNumberProperty("rate_limit", key.getRateLimitPerSecond());
        }
        time(json, "created_at", key.getCreatedAtMs() == 0 ? null : Long.valueOf(key.getCreatedAtMs()));
        time(json, "expires_at", key.getExpiresAtMs());
        time(json, "last_used_at", lastUsedMs);
        json.writeStringProperty("signing", key.getSigning());
        show(json, secrets);
        json.writeEndObject();
    }

    private static void show(JsonGenerator json, @Nullable Secrets secrets) {
        if (secrets == null) {
            return;
        }
        json.writeStringProperty("key", secrets.text());
        if (secrets.signingSecret() != null) {
            json.writeStringProperty("signing_secret", secrets.signingSecret());
        }
    }

    private static void time(JsonGenerator json, String name, @Nullable Long epochMs) {
        Json.text(json, name, epochMs == null ? null : Json.time(epochMs));
    }
}
