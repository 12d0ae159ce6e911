package dev.kassa.edge.contract;

import com.networknt.schema.Error;
import dev.kassa.edge.problem.FieldError;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Says what the contract expected of a field, and never repeats what was sent. */
final class Explanation {
    private Explanation() {}

    static FieldError of(Error error) {
        String at = error.getInstanceLocation().toString();
        @Nullable String property = error.getProperty();
        return switch (error.getKeyword()) {
            case "required" -> new FieldError(child(at, property), "is required");
            case "additionalProperties" -> new FieldError(child(at, property), "is not a known field");
            default -> new FieldError(at, expected(error));
        };
    }

    private static String expected(Error error) {
        String want = wanted(error.getSchemaNode());
        return switch (error.getKeyword()) {
            case "type" ->
                "integer".equals(want) ? "must be an integer, without fraction or exponent" : "must be of type " + want;
            case "minimum" -> "must be at least " + want;
            case "maximum" -> "must be at most " + want;
            case "minLength" -> "must have at least " + want + " characters";
            case "maxLength" -> "must have at most " + want + " characters";
            case "pattern" -> "must match " + want;
            case "enum" -> "must be one of " + want;
            case "minItems" -> "must have at least " + want + " items";
            case "maxItems" -> "must have at most " + want + " items";
            case "maxProperties" -> "must have at most " + want + " fields";
            case "uniqueItems" -> "must not have an item twice";
            case "propertyNames" -> "has a field whose name is empty or longer than 40 characters";
            default -> "does not satisfy " + error.getKeyword() + " of the contract";
        };
    }

    private static String wanted(@Nullable JsonNode schema) {
        if (schema == null) {
            return "";
        }
        return schema.isString() ? schema.stringValue() : schema.toString().replace("\"", "");
    }

    private static String child(String parent, @Nullable String property) {
        return property == null
                ? parent
                : parent + "/" + property.replace("~", "~0").replace("/", "~1");
    }
}
