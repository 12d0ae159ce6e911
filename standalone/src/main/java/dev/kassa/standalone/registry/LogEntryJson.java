package dev.kassa.standalone.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Records of {@code _schemas} in Confluent's own form: JSON keys with a {@code keytype}, JSON values, null to erase. */
final class LogEntryJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private LogEntryJson() {}

    static byte[] key(LogEntry entry) {
        return bytes(
                switch (entry) {
                    case SchemaVersion schema -> schemaKey(schema.subject(), schema.version());
                    case LogEntry.SchemaErased erased -> schemaKey(erased.subject(), erased.version());
                    case LogEntry.SubjectDeleted deleted -> key("DELETE_SUBJECT", deleted.subject(), 0);
                    case LogEntry.LevelSet level -> key("CONFIG", level.subject(), 0);
                    case LogEntry.Other other -> key(other.keyType(), null, 0);
                });
    }

    static byte @Nullable [] value(LogEntry entry) {
        return switch (entry) {
            case SchemaVersion schema ->
                bytes(JSON.createObjectNode()
                        .put("subject", schema.subject())
                        .put("version", schema.version())
                        .put("id", schema.id())
                        .put("schema", schema.schema())
                        .put("deleted", schema.deleted()));
            case LogEntry.SubjectDeleted deleted ->
                bytes(JSON.createObjectNode().put("subject", deleted.subject()).put("version", deleted.version()));
            case LogEntry.LevelSet(var subject, CompatibilityLevel level)
            when level != null -> bytes(JSON.createObjectNode().put("compatibilityLevel", level.name()));
            case LogEntry.LevelSet none -> null;
            case LogEntry.SchemaErased erased -> null;
            case LogEntry.Other other -> null;
        };
    }

    /**
     * What a record says.
     *
     * @throws IllegalStateException where it holds what this registry cannot serve: it must not start on half of a topic
     */
    static LogEntry read(byte[] key, byte @Nullable [] value) {
        JsonNode k = JSON.readTree(key);
        JsonNode v = value == null ? null : JSON.readTree(value);
        String keyType = k.path("keytype").asString("");
        String subject = k.path("subject").asString("");
        return switch (keyType) {
            case "SCHEMA" -> schema(subject, k.path("version").asInt(), v);
            case "DELETE_SUBJECT" ->
                v == null
                        ? new LogEntry.Other(keyType)
                        : new LogEntry.SubjectDeleted(subject, v.path("version").asInt());
            case "CONFIG" -> level(k.path("subject").isString() ? subject : null, v);
            default -> new LogEntry.Other(keyType);
        };
    }

    private static LogEntry schema(String subject, int version, @Nullable JsonNode value) {
        if (value == null) {
            return new LogEntry.SchemaErased(subject, version);
        }
        String type = value.path("schemaType").asString("AVRO");
        if (!type.equals("AVRO") || !value.path("references").isEmpty()) {
            throw new IllegalStateException("version " + version + " of subject " + subject
                    + " in _schemas is not one Avro schema that stands by itself (type " + type
                    + "); name the registry that wrote it instead of using the embedded one");
        }
        return new SchemaVersion(
                subject,
                version,
                value.path("id").asInt(),
                value.path("schema").asString(""),
                value.path("deleted").asBoolean(false));
    }

    private static LogEntry level(@Nullable String subject, @Nullable JsonNode value) {
        String name = value == null ? "" : value.path("compatibilityLevel").asString("");
        if (name.isEmpty()) {
            return new LogEntry.LevelSet(subject, null);
        }
        return CompatibilityLevel.parse(name)
                .map(level -> (LogEntry) new LogEntry.LevelSet(subject, level))
                .orElseThrow(() -> new IllegalStateException("_schemas holds the unknown compatibility level " + name));
    }

    private static ObjectNode schemaKey(String subject, int version) {
        return JSON.createObjectNode()
                .put("keytype", "SCHEMA")
                .put("subject", subject)
                .put("version", version)
                .put("magic", 1);
    }

    private static ObjectNode key(String keyType, @Nullable String subject, int magic) {
        return JSON.createObjectNode()
                .put("keytype", keyType)
                .put("subject", subject)
                .put("magic", magic);
    }

    private static byte[] bytes(ObjectNode json) {
        return json.toString().getBytes(UTF_8);
    }
}
