package dev.kassa.standalone.replay;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A summary as a person reads it, and as a program does. */
public final class SummaryText {
    private static final int MILLIS_SCALE = 3;

    private SummaryText() {}

    public static String table(Summary summary) {
        StringBuilder text = new StringBuilder();
        text.append("%,d rows of %s, %d merchants (%d new)%n%n"
                .formatted(summary.rows(), summary.file(), summary.merchants(), summary.merchantsCreated()));
        text.append(line("kind", "outcome", "code", "count", "amount (minor)"));
        for (Summary.Line line : summary.lines()) {
            text.append(line(
                    line.kind(),
                    line.status(),
                    line.code(),
                    "%,d".formatted(line.count()),
                    "%,d".formatted(line.amount())));
        }
        text.append("%n%.1f s, %,.0f rows/s; p50 %.0f ms, p95 %.0f ms, p99 %.0f ms%n"
                .formatted(
                        summary.elapsed().toMillis() / 1e3,
                        summary.rowsPerSecond(),
                        summary.p50Ms(),
                        summary.p95Ms(),
                        summary.p99Ms()));
        if (!summary.allDefinite()) {
            text.append("some rows got no definite answer: run the same file again, nothing is doubled\n");
        }
        return text.toString();
    }

    private static String line(String kind, String status, String code, String count, String amount) {
        return String.format(Locale.ROOT, "%-8s %-11s %-26s %10s %16s%n", kind, status, code, count, amount);
    }

    public static String json(Summary summary) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("file", summary.file());
        root.put("rows", summary.rows());
        root.put("all_definite", summary.allDefinite());
        root.put("merchants", summary.merchants());
        root.put("merchants_created", summary.merchantsCreated());
        root.put("outcomes", summary.lines().stream().map(SummaryText::jsonLine).toList());
        root.put("elapsed_ms", summary.elapsed().toMillis());
        root.put("rows_per_second", rounded(summary.rowsPerSecond()));
        root.put(
                "latency_ms",
                Map.of(
                        "p50", rounded(summary.p50Ms()),
                        "p95", rounded(summary.p95Ms()),
                        "p99", rounded(summary.p99Ms())));
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                        .build()
                        .writeValueAsString(root)
                + "\n";
    }

    private static Map<String, Object> jsonLine(Summary.Line line) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", line.kind());
        fields.put("outcome", line.status());
        fields.put("code", line.code());
        fields.put("count", line.count());
        fields.put("amount", line.amount());
        return fields;
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(MILLIS_SCALE, java.math.RoundingMode.HALF_UP);
    }
}
