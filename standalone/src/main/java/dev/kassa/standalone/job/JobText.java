package dev.kassa.standalone.job;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Jobs and runs as tables for people. Pure. */
final class JobText {
    private static final String NONE = "-";

    private JobText() {}

    static String jobs(JsonNode jobs) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("JOB", "CRON", "ZONE", "NEXT RUN", "LAST RUN", "STATUS", "WHAT IT DID"));
        for (JsonNode job : jobs.path("data")) {
            JsonNode last = job.path("last_run");
            String next = job.path("paused").asBoolean() ? "paused" : text(job, "next_run_at");
            rows.add(List.of(
                    text(job, "name"),
                    text(job, "cron"),
                    job.path("timezone").isNull() ? "merchants'" : text(job, "timezone"),
                    next,
                    text(last, "slot_at"),
                    text(last, "status"),
                    text(last, "message")));
        }
        return table(rows);
    }

    static String runs(JsonNode runs) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("RUN", "DUE", "TRIGGER", "STATUS", "ATTEMPT", "TOOK", "COUNTS", "WHAT IT DID"));
        for (JsonNode run : runs.path("data")) {
            rows.add(List.of(
                    text(run, "id"),
                    text(run, "slot_at"),
                    text(run, "trigger"),
                    text(run, "status") + (run.path("late").asBoolean() ? ", late" : ""),
                    text(run, "attempt"),
                    run.path("duration_ms").isNull() ? NONE : text(run, "duration_ms") + " ms",
                    counts(run),
                    text(run, "message")));
        }
        return table(rows);
    }

    /** One run, in a line. */
    static String line(JsonNode run) {
        return text(run, "id") + " " + text(run, "status") + ", attempt " + text(run, "attempt")
                + (run.path("parts").asInt(1) > 1
                        ? ", " + text(run, "parts_done") + " of " + text(run, "parts") + " parts"
                        : "")
                + " " + counts(run) + " " + text(run, "message");
    }

    private static String counts(JsonNode run) {
        StringBuilder counts = new StringBuilder();
        run.path("counts")
                .propertyStream()
                .forEach(count -> counts.append(counts.isEmpty() ? "" : ", ")
                        .append(count.getKey())
                        .append(' ')
                        .append(count.getValue().asString()));
        return counts.isEmpty() ? NONE : counts.toString();
    }

    private static String text(JsonNode node, String name) {
        String value = node.path(name).asString("");
        return value.isEmpty() ? NONE : value;
    }

    private static String table(List<List<String>> rows) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        StringBuilder table = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                line.append(row.get(column))
                        .append(" ".repeat(widths[column] - row.get(column).length() + 2));
            }
            table.append(line.toString().stripTrailing()).append('\n');
        }
        return table.toString();
    }
}
