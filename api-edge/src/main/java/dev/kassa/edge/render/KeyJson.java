package dev.kassa.edge.render;

import dev.kassa.avro.ApiKeyFact;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** API keys as callers see them: never what is kept of the secret. */
public final class KeyJson {
    private KeyJson() {}

    /** @param text the whole key, in the one answer that shows it; else null */
    public static byte[] key(ApiKeyFact key, @Nullable String text) {
        return Json.bytes(json -> write(json, key, text));
    }

    public static byte[] list(List<ApiKeyFact> keys) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeName("data");
            json.writeStartArray();
            keys.forEach(key -> write(json, key, null));
            json.writeEndArray();
            json.writeNullProperty("next_cursor");
            json.writeEndObject();
        });
    }

    /** A key of which it is not known yet what becomes. */
    public static byte[] pending(String keyId, @Nullable String text) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringProperty("object", "key");
            json.writeStringProperty("id", keyId);
            json.writeStringProperty("status", "processing");
            if (text != null) {
                json.writeStringProperty("key", text);
            }
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, ApiKeyFact key, @Nullable String text) {
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
        if (text != null) {
            json.writeStringProperty("key", text);
        }
        json.writeEndObject();
    }

    private static void time(JsonGenerator json, String name, @Nullable Long epochMs) {
        Json.text(json, name, epochMs == null ? null : Json.time(epochMs));
    }
}
