package dev.kassa.bench.check;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The operators' rules that the checker can follow by itself: comparisons of one variable with a number or a text, joined by
 * {@code &&}.
 */
final class PlainRule {
    private static final Pattern COMPARISON =
            Pattern.compile("\\s*([a-z_]+)\\s*(==|!=|>=|<=|>|<)\\s*(?:(\\d{1,18})|\"([^\"\\\\]*)\")\\s*");

    private PlainRule() {}

    /**
     * Whether the rule fires; empty where it is of another form.
     *
     * @param variables numbers as Long, texts as String
     */
    static Optional<Boolean> fires(String expression, Map<String, Object> variables) {
        boolean all = true;
        for (String part : expression.split("&&", -1)) {
            Matcher comparison = COMPARISON.matcher(part);
            if (!comparison.matches()) {
                return Optional.empty();
            }
            Object value = variables.get(comparison.group(1));
            String number = comparison.group(3);
            if (number != null && value instanceof Long left) {
                all &= holds(comparison.group(2), Long.compare(left, Long.parseLong(number)));
            } else if (number == null && value instanceof String left) {
                all &= holds(comparison.group(2), left.compareTo(comparison.group(4)));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(all);
    }

    private static boolean holds(String operator, int order) {
        return switch (operator) {
            case "==" -> order == 0;
            case "!=" -> order != 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            case "<" -> order < 0;
            default -> order <= 0;
        };
    }
}
