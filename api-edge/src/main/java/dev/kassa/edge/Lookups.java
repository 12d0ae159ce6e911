package dev.kassa.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.edge.render.Json;
import java.net.URLEncoder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** What calls that look something up, or point to where it will be, have in common. */
final class Lookups {
    private static final int KEYS_MAX = 100;
    private static final int KEY_CHARACTERS_MAX = 64;

    private Lookups() {}

    /** The keys that are asked for, each once, in the order of asking. */
    static List<String> keys(JsonNode body) {
        Set<String> keys = new LinkedHashSet<>();
        for (JsonNode key : body.get("keys")) {
            keys.add(key.stringValue());
        }
        return List.copyOf(keys);
    }

    /** The same from {@code ?keys=a,b}; or from {@code ?keys=a&keys=b}, where one may hold a comma. */
    static List<String> keys(Exchange exchange) {
        Set<String> keys = new LinkedHashSet<>();
        exchange.query().forEach((name, values) -> {
            if (!name.equals("keys")) {
                throw CommandBodies.invalid("/" + name, "is not a known parameter");
            }
            keys.addAll(values.size() == 1 ? List.of(values.getFirst().split(",", -1)) : values);
        });
        boolean sound = keys.stream().allMatch(key -> !key.isEmpty() && key.length() <= KEY_CHARACTERS_MAX);
        if (keys.isEmpty() || keys.size() > KEYS_MAX || !sound) {
            throw CommandBodies.invalid(
                    "/keys", "must be 1 to %d keys of 1 to %d characters".formatted(KEYS_MAX, KEY_CHARACTERS_MAX));
        }
        return List.copyOf(keys);
    }

    /** A page of a list whose filter is sound, so that only its cursor can be wrong. */
    static <T> T page(Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException e) {
            throw CommandBodies.invalid("/cursor", "must be the next_cursor of a page of this list");
        }
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
