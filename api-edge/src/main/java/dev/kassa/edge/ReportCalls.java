package dev.kassa.edge;

import static dev.kassa.edge.CommandBodies.invalid;

import dev.kassa.edge.problem.Refusal;
import dev.kassa.edge.reference.RateHistory;
import dev.kassa.edge.render.ReportJson;
import dev.kassa.edge.report.Conversion;
import dev.kassa.edge.report.FundsFlow;
import dev.kassa.edge.report.Gathering;
import dev.kassa.edge.report.Reports;
import dev.kassa.edge.report.Reports.RankBy;
import dev.kassa.edge.report.Span;
import dev.kassa.edge.report.Today;
import dev.kassa.figure.Granularity;
import dev.kassa.port.Trends;
import dev.kassa.port.Trends.Dimension;
import dev.kassa.port.Trends.FlowCell;
import dev.kassa.port.Trends.TrendCell;
import dev.kassa.port.Trends.TrendQuestion;
import dev.kassa.schema.Currencies;
import dev.kassa.schema.ErrorCode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reports over the trends. A merchant's key is told of its own; who works for the platform of all, or of one that is named. */
record ReportCalls(Intake intake, Trends trends, RateHistory rates, Today today) {
    private static final int DAYS_USUAL = 30;
    private static final int DAYS_MAX = 20_000;
    private static final int RANKS_USUAL = 10;
    private static final int RANKS_MAX = 500;
    private static final int HOURS_USUAL = 24;
    private static final int HOURS_MAX = 7 * 24;
    private static final int DAYS_AT_ONCE = 31;
    private static final String REPORTING_CURRENCY = "reporting_currency";
    private static final Set<Dimension> ALONE = Set.of();
    private static final LocalDate EARLIEST = LocalDate.of(1970, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(9999, 12, 31);

    /**
     * What a report is asked for.
     *
     * @param conversion into the reporting currency; null: each currency by itself
     */
    private record Asked(
            Trends trends,
            @Nullable String merchantId,
            Span span,
            @Nullable String channel,
            @Nullable String country,
            @Nullable String currency,
            @Nullable Conversion conversion,
            QueryParameters parameters) {
        private List<TrendCell> cells(Set<Dimension> by, boolean dates, Span of) {
            return trends.cells(
                    new TrendQuestion(merchantId, by, dates, of.fromDay(), of.toDay(), channel, country, currency));
        }

        Granularity granularity() {
            List<String> words =
                    Stream.of(Granularity.values()).map(Granularity::word).toList();
            String word = parameters.oneOf("granularity", words);
            return word == null ? Granularity.DAILY : Granularity.valueOf(word.toUpperCase(Locale.ROOT));
        }

        /** The span by date, and the one before. */
        Gathering byDate() {
            Gathering gathering = new Gathering(span, true, conversion);
            gathering.now(cells(ALONE, true, span));
            gathering.then(cells(ALONE, conversion != null, span.before()));
            return gathering;
        }

        /** The span by one dimension, and the one before. */
        Gathering by(Dimension dimension, boolean beforeToo) {
            Gathering gathering = new Gathering(span, false, conversion);
            each(Set.of(dimension), span, gathering::now);
            each(beforeToo ? Set.of(dimension) : ALONE, span.before(), gathering::then);
            return gathering;
        }

        /** Where dates are needed, a few of those that have anything at a time, so that no answer has all merchants on all. */
        private void each(Set<Dimension> by, Span of, Consumer<List<TrendCell>> take) {
            if (conversion == null) {
                take.accept(cells(by, false, of));
                return;
            }
            List<Integer> dates = cells(ALONE, true, of).stream()
                    .map(TrendCell::period)
                    .distinct()
                    .sorted()
                    .toList();
            for (int first = 0; first < dates.size(); first += DAYS_AT_ONCE) {
                int last = Math.min(first + DAYS_AT_ONCE, dates.size()) - 1;
                take.accept(cells(
                        by,
                        true,
                        new Span(LocalDate.ofEpochDay(dates.get(first)), LocalDate.ofEpochDay(dates.get(last)))));
            }
        }
    }

    void paymentTrend(Exchange exchange) throws IOException {
        Asked asked = converting(exchange, "granularity");
        Granularity granularity = asked.granularity();
        tell(exchange, asked, () -> ReportJson.paymentTrend(Reports.periods(asked.byDate(), granularity)));
    }

    void channelComparison(Exchange exchange) throws IOException {
        Asked asked = converting(exchange);
        tell(exchange, asked, () -> ReportJson.channelComparison(Reports.channels(asked.by(Dimension.CHANNEL, false))));
    }

    void merchantRanking(Exchange exchange) throws IOException {
        Asked asked = converting(exchange, "by", "limit");
        if (asked.merchantId != null) {
            throw new Refusal(ErrorCode.FORBIDDEN, "Merchants are ranked only for who works for the platform.");
        }
        List<String> words = Arrays.stream(RankBy.values())
                .map(by -> by.name().toLowerCase(Locale.ROOT))
                .toList();
        String word = asked.parameters.oneOf("by", words);
        RankBy by = word == null ? RankBy.AMOUNT : RankBy.valueOf(word.toUpperCase(Locale.ROOT));
        int most = whole(asked.parameters, "limit", RANKS_USUAL, RANKS_MAX);
        tell(
                exchange,
                asked,
                () -> ReportJson.merchantRanking(Reports.ranking(asked.by(Dimension.MERCHANT, true), by, most)));
    }

    void refundRate(Exchange exchange) throws IOException {
        Asked asked = converting(exchange, "granularity");
        Granularity granularity = asked.granularity();
        tell(exchange, asked, () -> ReportJson.refundRate(Reports.periods(asked.byDate(), granularity)));
    }

    void riskInterceptions(Exchange exchange) throws IOException {
        Asked asked = asked(exchange, "granularity");
        Granularity granularity = asked.granularity();
        tell(exchange, asked, () -> ReportJson.riskInterceptions(Reports.periods(asked.byDate(), granularity)));
    }

    void fundsFlow(Exchange exchange) throws IOException {
        Asked asked = converting(exchange);
        if (asked.channel != null || asked.country != null) {
            throw invalid(asked.channel != null ? "/channel" : "/country", "is not a parameter of the funds flow");
        }
        List<FlowCell> cells =
                asked.trends.flows(asked.merchantId, asked.span.fromDay(), asked.span.toDay(), asked.currency);
        tell(
                exchange,
                asked,
                () -> ReportJson.fundsFlow(
                        FundsFlow.of(cells, asked.span, asked.conversion), asked.merchantId == null));
    }

    private static void tell(Exchange exchange, Asked asked, Supplier<byte[]> report) throws IOException {
        byte[] told;
        try {
            told = report.get();
        } catch (ArithmeticException e) {
            if (asked.conversion == null) {
                throw e;
            }
            throw invalid(
                    "/" + REPORTING_CURRENCY, "cannot hold these amounts: they are beyond 2^63 of its minor units");
        }
        exchange.answerJson(200, told);
    }

    /** The last hours of business time, for a curve that moves. */
    void hours(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        String merchantId = intake.merchantIfNamed(read, exchange).orElse(null);
        QueryParameters parameters = QueryParameters.of(exchange.query(), "hours", "by");
        boolean byChannel = parameters.oneOf("by", List.of("channel")) != null;
        if (byChannel && merchantId != null) {
            throw invalid("/by", "is not for the hours of one merchant");
        }
        int hours = whole(parameters, "hours", HOURS_USUAL, HOURS_MAX);
        int now = Math.toIntExact(TimeUnit.MILLISECONDS.toHours(today.clock().millis()));
        exchange.answerJson(
                200,
                ReportJson.hours(trends.with(read.reading()).hours(merchantId, now - hours + 1, now + 1, byChannel)));
    }

    /** Of a report that may be told in one currency. */
    private Asked converting(Exchange exchange, String... more) {
        return asked(
                exchange,
                Stream.concat(Stream.of(REPORTING_CURRENCY), Arrays.stream(more))
                        .toArray(String[]::new));
    }

    private Asked asked(Exchange exchange, String... more) {
        Intake.Read read = intake.read(exchange, null);
        String merchantId = intake.merchantIfNamed(read, exchange).orElse(null);
        String[] known = Stream.concat(Stream.of("from", "to", "channel", "country", "currency"), Arrays.stream(more))
                .toArray(String[]::new);
        QueryParameters parameters = QueryParameters.of(exchange.query(), known);
        return new Asked(
                trends.with(read.reading()),
                merchantId,
                span(parameters, today.at(merchantId)),
                parameters.text("channel"),
                parameters.text("country"),
                currency(parameters),
                conversion(parameters),
                parameters);
    }

    private @Nullable Conversion conversion(QueryParameters parameters) {
        String into = parameters.text(REPORTING_CURRENCY);
        if (into == null) {
            return null;
        }
        if (!Currencies.isKnown(into)) {
            throw invalid("/" + REPORTING_CURRENCY, "must be the ISO 4217 code of a currency in use, such as EUR");
        }
        return new Conversion(into, base -> rates.of(base, into));
    }

    private static Span span(QueryParameters parameters, LocalDate today) {
        LocalDate to = date(parameters, "to", today);
        LocalDate from = date(parameters, "from", to.minusDays(DAYS_USUAL - 1));
        if (to.isBefore(from)) {
            throw invalid("/to", "must not be before from, " + from);
        }
        Span span = new Span(from, to);
        if (span.days() > DAYS_MAX) {
            throw invalid("/from", "must be at most " + DAYS_MAX + " days before to, " + to);
        }
        return span;
    }

    private static LocalDate date(QueryParameters parameters, String name, LocalDate otherwise) {
        String text = parameters.text(name);
        LocalDate date = text == null ? otherwise : LocalDate.ofEpochDay(SettlementCalls.day(text, "/" + name));
        if (date.isBefore(EARLIEST) || date.isAfter(LATEST)) {
            throw invalid("/" + name, "must be from " + EARLIEST + " to " + LATEST);
        }
        return date;
    }

    private static @Nullable String currency(QueryParameters parameters) {
        String currency = parameters.text("currency");
        if (currency != null && !currency.matches("[A-Z]{3}")) {
            throw invalid("/currency", "must be an ISO 4217 code such as EUR");
        }
        return currency;
    }

    private static int whole(QueryParameters parameters, String name, int otherwise, int most) {
        String text = parameters.text(name);
        if (text == null) {
            return otherwise;
        }
        int number = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > most) {
            throw invalid("/" + name, "must be a whole number from 1 to " + most);
        }
        return number;
    }
}
