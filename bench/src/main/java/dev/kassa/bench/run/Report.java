package dev.kassa.bench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a benchmark found: lines for people, values for machines. Not thread-safe. */
public final class Report {
    /**
     * One figure.
     *
     * @param target the figure to reach, in words; empty where there is none
     * @param reached null where there is nothing to reach
     */
    public record Line(
            String measure,
            String value,
            String target,
            @Nullable Boolean reached) {}

    private final String name;
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, Object> values = new TreeMap<>();

    public Report(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** A figure that must be so high at least. */
    Report atLeast(String measure, String key, double value, double target, String unit) {
        values.put(key, value);
        lines.add(new Line(measure, number(value) + unit, "≥ " + number(target) + unit, value >= target));
        return this;
    }

    /** A figure that must be so low at most. */
    Report atMost(String measure, String key, double value, double target, String unit) {
        values.put(key, value);
        lines.add(new Line(measure, number(value) + unit, "≤ " + number(target) + unit, value <= target));
        return this;
    }

    /** A figure to know. */
    Report figure(String measure, String key, double value, String unit) {
        values.put(key, value);
        lines.add(new Line(measure, number(value) + unit, "", null));
        return this;
    }

    /** A figure beside that of a yardstick, and how many times it must be. */
    Report against(String measure, String key, double value, Yardstick yardstick, double times, String unit) {
        values.put(key, value);
        if (yardstick.perSecond() <= 0) {
            lines.add(new Line(measure, number(value) + unit, yardstick.name() + ": not run", null));
            return this;
        }
        double ratio = value / yardstick.perSecond();
        values.put(key + "_ratio_to_" + yardstick.name(), ratio);
        values.put(yardstick.name() + "_per_second", yardstick.perSecond());
        lines.add(new Line(
                measure,
                number(value) + unit + " = " + number(ratio) + " × " + yardstick.name() + " ("
                        + number(yardstick.perSecond()) + unit + ")",
                "≥ " + number(times) + " ×",
                ratio >= times));
        return this;
    }

    Report value(String key, Object value) {
        values.put(key, value);
        return this;
    }

    Map<String, Object> values() {
        return values;
    }

    /** The table. */
    public String text() {
        int measure = width(lines.stream().map(Line::measure).toList());
        int value = width(lines.stream().map(Line::value).toList());
        StringBuilder text = new StringBuilder(name).append('\n');
        for (Line line : lines) {
            String mark = line.reached == null ? "" : line.reached ? "reached" : "MISSED";
            text.append("  %s  %s  %s %s%n"
                    .formatted(pad(line.measure, measure), pad(line.value, value), line.target, mark));
        }
        return text.toString();
    }

    private static int width(List<String> column) {
        return column.stream().mapToInt(String::length).max().orElse(1);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static String number(double value) {
        return value >= 100 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
