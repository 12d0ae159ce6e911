package dev.kassa.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.edge.render.Json;
import java.net.URLEncoder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What calls that look something up, or point to where it will be, have in common. */
final class Lookups {
    private Lookups() {}

    /** The keys that are asked for, each once, in the order of asking. */
    static List<String> keys(JsonNode body) {
        Set<String> keys = new LinkedHashSet<>();
        for (JsonNode key : body.get("keys")) {
            keys.add(key.stringValue());
        }
        return List.copyOf(keys);
    }

    /** A write that will be seen in its order. */
    static Writes.Pending pendingOrder(String object, String field, String value, String orderNo) {
        return new Writes.Pending("/v1/orders/" + encoded(orderNo), pendingBody(object, field, value));
    }

    static byte[] pendingBody(String object, String field, String value) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringProperty("object", object);
            json.writeStringProperty(field, value);
            json.writeStringProperty("status", "processing");
            json.writeEndObject();
        });
    }

    /** One segment of a path. */
    static String encoded(String segment) {
        return URLEncoder.encode(segment, UTF_8).replace("+", "%20");
    }
}
