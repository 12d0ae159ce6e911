package dev.kassa.edge.contract;

import dev.kassa.edge.problem.FieldError;
import dev.kassa.schema.CardNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Looks at every value in a body for what a schema cannot say: card numbers (names of fields included), what is no text
 * at all, and numbers that are not written as integers.
 */
final class Values {
    private Values() {}

    /** What is wrong with the values of the body; nothing in the usual case. */
    static List<FieldError> errors(JsonNode body) {
        List<FieldError> errors = new ArrayList<>(0);
        walk(body, "", errors);
        return errors;
    }

    private static void walk(JsonNode node, String pointer, List<FieldError> errors) {
        if (node.isNumber()) {
            // The contract knows whole numbers only, and JSON Schema takes 1.0 and 1e2 for such.
            if (!node.isIntegralNumber()) {
                errors.add(new FieldError(pointer, "must be an integer, without fraction or exponent"));
            }
        } else if (node.isString()) {
            look(node.stringValue(), pointer, errors);
        } else if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                String name = field.getKey();
                if (CardNumbers.isIn(name)) {
                    errors.add(new FieldError(pointer, "has a field whose name looks like a card number"));
                } else {
                    String at = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
                    look(name, at, errors);
                    walk(field.getValue(), at, errors);
                }
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(node.get(i), pointer + "/" + i, errors);
            }
        }
    }

    private static void look(String text, String pointer, List<FieldError> errors) {
        if (CardNumbers.isIn(text)) {
            errors.add(new FieldError(pointer, "looks like a card number; send a token instead"));
        } else if (!isText(text)) {
            errors.add(new FieldError(pointer, "holds a character that is no text (NUL or half a surrogate pair)"));
        }
    }

    private static boolean isText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
