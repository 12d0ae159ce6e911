package dev.kassa.standalone.registry;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A request, taken apart.
 *
 * @param path the values of the route's {@code {names}}
 * @param query the parameters of the query
 * @param body what was sent, an empty object where nothing was
 */
record RestCall(Map<String, String> path, Map<String, String> query, JsonNode body) {
    String subject() {
        return path.getOrDefault("subject", "");
    }

    String version() {
        return path.getOrDefault("version", "");
    }

    int id() {
        String id = path.getOrDefault("id", "");
        if (!id.matches("[0-9]{1,9}")) {
            throw RegistryRefusal.schemaNotFound(id + " ");
        }
        return Integer.parseInt(id);
    }

    boolean flag(String name) {
        return "true".equals(query.get(name));
    }

    /** The schema that was sent: Avro, standing by itself. */
    String schema() {
        String type = body.path("schemaType").asString("AVRO");
        if (!type.equals("AVRO")) {
            throw RegistryRefusal.invalidSchema("this registry keeps Avro schemas only, not " + type);
        }
        if (!body.path("references").isEmpty()) {
            throw RegistryRefusal.invalidSchema("this registry keeps no references between schemas");
        }
        if (!body.path("schema").isString()) {
            throw RegistryRefusal.invalidSchema("the field schema is to hold the schema's JSON as a string");
        }
        return body.path("schema").asString();
    }

    /** The compatibility level that was sent. */
    CompatibilityLevel level() {
        String name = body.path("compatibility").asString("");
        return CompatibilityLevel.parse(name).orElseThrow(() -> RegistryRefusal.invalidLevel(name));
    }
}
