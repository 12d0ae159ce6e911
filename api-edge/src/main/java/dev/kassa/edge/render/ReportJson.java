package dev.kassa.edge.render;

import static dev.kassa.edge.render.Json.text;
import static dev.kassa.edge.render.Json.time;

import dev.kassa.edge.report.Comparison;
import dev.kassa.edge.report.Conversion;
import dev.kassa.edge.report.DatedRate;
import dev.kassa.edge.report.Figures;
import dev.kassa.edge.report.FundsFlow;
import dev.kassa.edge.report.Report;
import dev.kassa.edge.report.Reports.ChannelRow;
import dev.kassa.edge.report.Reports.PeriodRow;
import dev.kassa.edge.report.Reports.RankRow;
import dev.kassa.edge.report.Reports.Summary;
import dev.kassa.figure.Rate;
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

    public static byte[] paymentTrend(Report<PeriodRow, Summary> report) {
        return report(report, (json, row) -> {
            period(json, row);
            sums(json, row.figures());
        });
    }

    public static byte[] channelComparison(Report<ChannelRow, Summary> report) {
        return report(report, (json, row) -> {
            Figures figures = row.figures();
            json.writeStringProperty("channel", row.channel());
            json.writeStringProperty("currency", row.currency());
            sums(json, figures);
            number(
                    json,
                    "average",
                    Rate.average(figures.amount(), figures.counts().succeeded()));
            text(json, "share", row.share());
            number(json, "latency_p50_ms", Latency.quantile(figures.counts().latency(), MEDIAN));
            number(json, "latency_p99_ms", Latency.quantile(figures.counts().latency(), P99));
        });
    }

    public static byte[] merchantRanking(Report<RankRow, Summary> report) {
        return report(report, (json, row) -> {
            json.writeNumberProperty("rank", row.rank());
            json.writeStringProperty("merchant_id", row.merchantId());
            json.writeStringProperty("currency", row.currency());
            sums(json, row.figures());
            text(json, "share", row.share());
            growth(json, row.comparison());
        });
    }

    public static byte[] refundRate(Report<PeriodRow, Summary> report) {
        return report(report, (json, row) -> {
            period(json, row);
            Figures figures = row.figures();
            json.writeNumberProperty("amount", Figures.minor(figures.amount()));
            json.writeNumberProperty("count", figures.counts().succeeded());
            json.writeNumberProperty("refunded", Figures.minor(figures.refunded()));
            json.writeNumberProperty("refunds", figures.counts().refunds());
            json.writeNumberProperty("refunds_failed", figures.counts().refundsFailed());
            text(json, "refund_rate", Rate.of(figures.refunded(), figures.amount()));
        });
    }

    public static byte[] riskInterceptions(Report<PeriodRow, Summary> report) {
        return report(report, (json, row) -> {
            period(json, row);
            interceptions(json, row.figures().counts());
        });
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
    public static byte[] fundsFlow(Report<FundsFlow.Line, FundsFlow.Sides> report, boolean whole) {
        return report(report, ReportJson::line, (json, each) -> {
            json.writeStringProperty("currency", each.currency());
            json.writeNumberProperty("debit_side", each.debit());
            json.writeNumberProperty("credit_side", each.credit());
            json.writeNumberProperty("difference", each.difference());
            json.writeBooleanProperty("whole", whole);
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
                sums(json, Figures.of(cell.counts()));
            });
            json.writeEndObject();
        });
    }

    private static <R> byte[] report(Report<R, Summary> report, BiConsumer<JsonGenerator, R> row) {
        return report(report, row, ReportJson::summary);
    }

    private static <R, S> byte[] report(
            Report<R, S> report, BiConsumer<JsonGenerator, R> row, BiConsumer<JsonGenerator, S> summary) {
        return Json.bytes(json -> {
            json.writeStartObject();
            array(json, "data", report.data(), row);
            array(json, "summary", report.summary(), summary);
            Report.Converted<R, S> converted = report.converted();
            if (converted != null) {
                json.writeName("reporting");
                json.writeStartObject();
                json.writeStringProperty("currency", converted.currency());
                array(json, "rates", converted.rates(), (_, used) -> rate(json, used, converted.currency()));
                array(json, "without_rate", converted.gaps(), ReportJson::gap);
                json.writeEndObject();
                json.writeName("unconverted");
                json.writeStartObject();
                array(json, "data", converted.data(), row);
                array(json, "summary", converted.summary(), summary);
                json.writeEndObject();
            }
            json.writeEndObject();
        });
    }

    private static void rate(JsonGenerator json, Conversion.Used used, String quote) {
        DatedRate rate = used.rate();
        json.writeStringProperty("base", used.base());
        json.writeStringProperty("quote", quote);
        text(json, "rate", rate.rate() == null ? null : rate.rate().toPlainString());
        json.writeNumberProperty("version", rate.version());
        json.writeStringProperty("valid_from", time(rate.fromMs()));
        text(json, "valid_to", rate.toMs() == null ? null : time(rate.toMs()));
        json.writeStringProperty("source", rate.source());
        json.writeStringProperty("from", used.from().toString());
        json.writeStringProperty("to", used.to().toString());
    }

    private static void gap(JsonGenerator json, Conversion.Gap gap) {
        json.writeStringProperty("currency", gap.base());
        json.writeStringProperty("from", gap.from().toString());
        json.writeStringProperty("to", gap.to().toString());
    }

    private static void summary(JsonGenerator json, Summary summary) {
        Figures figures = summary.figures();
        json.writeStringProperty("currency", summary.currency());
        sums(json, figures);
        json.writeNumberProperty("fee", Figures.minor(figures.fee()));
        number(json, "average", Rate.average(figures.amount(), figures.counts().succeeded()));
        text(json, "refund_rate", Rate.of(figures.refunded(), figures.amount()));
        growth(json, summary.comparison());
        Comparison comparison = summary.comparison();
        json.writeName("previous");
        json.writeStartObject();
        json.writeStringProperty("from", comparison.before().from().toString());
        json.writeStringProperty("to", comparison.before().to().toString());
        json.writeNumberProperty("amount", Figures.minor(comparison.amountBefore()));
        json.writeNumberProperty("count", comparison.countBefore());
        json.writeEndObject();
    }

    private static void period(JsonGenerator json, PeriodRow row) {
        json.writeStringProperty("period", row.period());
        json.writeStringProperty("currency", row.currency());
    }

    private static void sums(JsonGenerator json, Figures figures) {
        Counts counts = figures.counts();
        json.writeNumberProperty("amount", Figures.minor(figures.amount()));
        json.writeNumberProperty("count", counts.succeeded());
        json.writeNumberProperty("succeeded", counts.succeeded());
        json.writeNumberProperty("failed", counts.failed());
        json.writeNumberProperty("refunded", Figures.minor(figures.refunded()));
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
