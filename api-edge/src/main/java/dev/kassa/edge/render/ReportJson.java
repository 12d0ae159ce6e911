package dev.kassa.edge.render;

import static dev.kassa.edge.render.Json.text;
import static dev.kassa.edge.render.Json.time;

import dev.kassa.edge.report.Comparison;
import dev.kassa.edge.report.FundsFlow;
import dev.kassa.edge.report.Rate;
import dev.kassa.edge.report.Reports.ChannelRow;
import dev.kassa.edge.report.Reports.PeriodRow;
import dev.kassa.edge.report.Reports.RankRow;
import dev.kassa.edge.report.Reports.Summary;
import dev.kassa.port.Latency;
import dev.kassa.port.Trends.Counts;
import dev.kassa.port.Trends.TrendCell;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Reports as callers see them. */
public final class ReportJson {
    private static final int MEDIAN = 500;
    private static final int P99 = 990;
    private static final List<String> DECISIONS = List.of("accept", "flag", "review", "reject");

    private ReportJson() {}

    public static byte[] paymentTrend(List<PeriodRow> rows, List<Summary> summaries) {
        return report(
                rows,
                (json, row) -> {
                    period(json, row);
                    sums(json, row.counts());
                },
                summaries);
    }

    public static byte[] channelComparison(List<ChannelRow> rows, List<Summary> summaries) {
        return report(
                rows,
                (json, row) -> {
                    json.writeStringProperty("channel", row.channel());
                    json.writeStringProperty("currency", row.currency());
                    sums(json, row.counts());
                    number(
                            json,
                            "average",
                            Rate.average(row.counts().amount(), row.counts().succeeded()));
                    text(json, "share", row.share());
                    number(json, "latency_p50_ms", Latency.quantile(row.counts().latency(), MEDIAN));
                    number(json, "latency_p99_ms", Latency.quantile(row.counts().latency(), P99));
                },
                summaries);
    }

    public static byte[] merchantRanking(List<RankRow> rows, List<Summary> summaries) {
        return report(
                rows,
                (json, row) -> {
                    json.writeNumberProperty("rank", row.rank());
                    json.writeStringProperty("merchant_id", row.merchantId());
                    json.writeStringProperty("currency", row.currency());
                    sums(json, row.counts());
                    text(json, "share", row.share());
                    growth(json, row.comparison());
                },
                summaries);
    }

    public static byte[] refundRate(List<PeriodRow> rows, List<Summary> summaries) {
        return report(
                rows,
                (json, row) -> {
                    period(json, row);
                    Counts counts = row.counts();
                    json.writeNumberProperty("amount", counts.amount());
                    json.writeNumberProperty("count", counts.succeeded());
                    json.writeNumberProperty("refunded", counts.refunded());
                    json.writeNumberProperty("refunds", counts.refunds());
                    json.writeNumberProperty("refunds_failed", counts.refundsFailed());
                    text(json, "refund_rate", Rate.of(counts.refunded(), counts.amount()));
                },
                summaries);
    }

    public static byte[] riskInterceptions(List<PeriodRow> rows, List<Summary> summaries) {
        return report(
                rows,
                (json, row) -> {
                    period(json, row);
                    interceptions(json, row.counts());
                },
                summaries);
    }

    private static void interceptions(JsonGenerator json, Counts counts) {
        Map<String, Long> risk = counts.risk();
        json.writeNumberProperty("created", counts.created());
        DECISIONS.forEach(decision -> json.writeNumberProperty(decision, risk.getOrDefault(decision, 0L)));
        long intercepted = risk.getOrDefault("review", 0L) + risk.getOrDefault("reject", 0L);
        text(json, "interception_rate", Rate.of(intercepted, counts.created()));
        json.writeNumberProperty("reviews_accepted", risk.getOrDefault("review_accept", 0L));
        json.writeNumberProperty("reviews_rejected", risk.getOrDefault("review_reject", 0L));
        json.writeNumberProperty("reviews_expired", risk.getOrDefault("review_expired", 0L));
        json.writeName("failures");
        json.writeStartObject();
        new TreeMap<>(counts.failures()).forEach(json::writeNumberProperty);
        json.writeEndObject();
    }

    /** @param whole whether it is of all merchants, so that the two sides are to be equal */
    public static byte[] fundsFlow(List<FundsFlow.Line> lines, List<FundsFlow.Sides> sides, boolean whole) {
        return Json.bytes(json -> {
            json.writeStartObject();
            array(json, "data", lines, ReportJson::line);
            array(json, "summary", sides, (_, each) -> {
                json.writeStringProperty("currency", each.currency());
                json.writeNumberProperty("debit_side", each.debit());
                json.writeNumberProperty("credit_side", each.credit());
                json.writeNumberProperty("difference", Math.subtractExact(each.debit(), each.credit()));
                json.writeBooleanProperty("whole", whole);
            });
            json.writeEndObject();
        });
    }

    private static void line(JsonGenerator json, FundsFlow.Line line) {
        json.writeStringProperty("currency", line.currency());
        json.writeStringProperty("account", line.account());
        json.writeStringProperty("side", line.debit() ? "debit" : "credit");
        json.writeNumberProperty("opening", line.opening());
        json.writeNumberProperty("in", line.in());
        json.writeNumberProperty("out", line.out());
        json.writeNumberProperty("fees", line.fees());
        json.writeNumberProperty("closing", line.closing());
    }

    public static byte[] hours(List<TrendCell> cells) {
        return Json.bytes(json -> {
            json.writeStartObject();
            array(json, "data", cells, (_, cell) -> {
                json.writeStringProperty("hour", time(TimeUnit.HOURS.toMillis(cell.period())));
                json.writeStringProperty("currency", cell.currency());
                text(json, "channel", cell.channel());
                json.writeNumberProperty("created", cell.counts().created());
                sums(json, cell.counts());
            });
            json.writeEndObject();
        });
    }

    private static <R> byte[] report(List<R> rows, BiConsumer<JsonGenerator, R> row, List<Summary> summaries) {
        return Json.bytes(json -> {
            json.writeStartObject();
            array(json, "data", rows, row);
            array(json, "summary", summaries, ReportJson::summary);
            json.writeEndObject();
        });
    }

    private static void summary(JsonGenerator json, Summary summary) {
        Counts counts = summary.counts();
        json.writeStringProperty("currency", summary.currency());
        sums(json, counts);
        json.writeNumberProperty("fee", counts.fee());
        number(json, "average", Rate.average(counts.amount(), counts.succeeded()));
        text(json, "refund_rate", Rate.of(counts.refunded(), counts.amount()));
        growth(json, summary.comparison());
        Comparison comparison = summary.comparison();
        json.writeName("previous");
        json.writeStartObject();
        json.writeStringProperty("from", comparison.before().from().toString());
        json.writeStringProperty("to", comparison.before().to().toString());
        json.writeNumberProperty("amount", comparison.amountBefore());
        json.writeNumberProperty("count", comparison.countBefore());
        json.writeEndObject();
    }

    private static void period(JsonGenerator json, PeriodRow row) {
        json.writeStringProperty("period", row.period());
        json.writeStringProperty("currency", row.currency());
    }

    private static void sums(JsonGenerator json, Counts counts) {
        json.writeNumberProperty("amount", counts.amount());
        json.writeNumberProperty("count", counts.succeeded());
        json.writeNumberProperty("succeeded", counts.succeeded());
        json.writeNumberProperty("failed", counts.failed());
        json.writeNumberProperty("refunded", counts.refunded());
        text(json, "success_rate", Rate.of(counts.succeeded(), counts.succeeded() + counts.failed()));
    }

    private static void growth(JsonGenerator json, Comparison comparison) {
        text(json, "growth", comparison.growth());
        text(json, "growth_reason", comparison.reason());
    }

    private static void number(JsonGenerator json, String name, @Nullable Long value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(name, value);
        }
    }

    private static <R> void array(JsonGenerator json, String name, List<R> rows, BiConsumer<JsonGenerator, R> row) {
        json.writeName(name);
        json.writeStartArray();
        rows.forEach(each -> {
            json.writeStartObject();
            row.accept(json, each);
            json.writeEndObject();
        });
        json.writeEndArray();
    }
}
