package dev.kassa.export.work;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.export.Export;
import dev.kassa.export.ExportKind;
import dev.kassa.export.ExportOrder;
import dev.kassa.export.ExportStatus;
import dev.kassa.export.TrendOrder;
import dev.kassa.export.file.ControlTotals.Total;
import dev.kassa.export.file.ExportFormat;
import dev.kassa.figure.Granularity;
import dev.kassa.port.Trends.Counts;
import dev.kassa.port.Trends.Dimension;
import dev.kassa.port.Trends.TrendCell;
import dev.kassa.port.Trends.TrendQuestion;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Files of trends from known cells: what is asked, how days become periods, and what the file says. */
class TrendExportTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final WorkSettings QUICK =
            new WorkSettings(1, Duration.ZERO, Duration.ofMillis(5), Duration.ofMillis(300));
    private static final String ID = "exp_1";
    private static final int MONDAY = day("2026-03-02");

    private final MemoryFiles files = new MemoryFiles();

    private static int day(String date) {
        return Math.toIntExact(LocalDate.parse(date).toEpochDay());
    }

    private static TrendCell cell(int date, String currency, @Nullable String channel, long amount, long refunded) {
        Counts counts = new Counts(
                4, amount * 2, 3, amount, 10, 1, 5, 0, refunded, 1, 0, Map.of("declined", 1L), Map.of(), List.of(3L));
        return new TrendCell(date, currency, null, channel, null, counts);
    }

    private static ExportOrder order(Granularity granularity, Set<Dimension> by, ExportFormat format) {
        return new ExportOrder(
                "acme",
                "Acme",
                ExportKind.TRENDS,
                format,
                TimeUnit.DAYS.toMillis(MONDAY),
                TimeUnit.DAYS.toMillis(MONDAY + 14),
                true,
                "operator",
                new TrendOrder(
                        granularity,
                        by.contains(Dimension.CHANNEL),
                        by.contains(Dimension.COUNTRY),
                        "simulator",
                        null,
                        "EUR"));
    }

    private Export made(KnownTrends trends, ExportOrder order) {
        TinyLog log = new TinyLog();
        try (ExportRunner runner = new ExportRunner(new Gate(), trends, files, log, "w1", 2, 5_000, QUICK)) {
            log.assign(runner);
            log.request(ID, order);
            await().atMost(LONG).until(() -> {
                Export export = log.find(ID);
                return export != null && export.status() == ExportStatus.COMPLETED;
            });
            return Objects.requireNonNull(log.find(ID));
        }
    }

    private String file(ExportFormat format) {
        return new String(Objects.requireNonNull(files.byName.get(ID + "-1." + format.extension())), UTF_8);
    }

    @Test
    void the_dates_and_filters_of_the_order_are_asked_for() {
        KnownTrends trends = new KnownTrends(List.of());

        made(trends, order(Granularity.DAILY, Set.of(Dimension.COUNTRY), ExportFormat.CSV));

        assertThat(trends.asked)
                .containsExactly(new TrendQuestion(
                        "acme", Set.of(Dimension.COUNTRY), true, MONDAY, MONDAY + 14, "simulator", null, "EUR"));
    }

    @Test
    void days_of_a_week_are_one_row_for_each_currency_and_channel() {
        KnownTrends trends = new KnownTrends(List.of(
                cell(MONDAY, "EUR", "one", 1_000, 100),
                cell(MONDAY, "EUR", "other", 2_000, 0),
                cell(MONDAY + 6, "EUR", "one", 500, 50),
                cell(MONDAY + 7, "EUR", "one", 30, 0),
                cell(MONDAY + 7, "JPY", "one", 70, 7)));

        Export done = made(trends, order(Granularity.WEEKLY, Set.of(Dimension.CHANNEL), ExportFormat.CSV));

        assertThat(file(ExportFormat.CSV).lines().limit(5))
                .containsExactly(
                        "period,channel,currency,amount,count,failed,other_ended,created,created_amount,refunded,refunds,"
                                + "refunds_failed,fee,success_rate",
                        "2026-W10,one,EUR,15.00,6,2,0,8,30.00,1.50,2,0,0.20,0.7500",
                        "2026-W10,other,EUR,20.00,3,1,0,4,40.00,0.00,1,0,0.10,0.7500",
                        "2026-W11,one,EUR,0.30,3,1,0,4,0.60,0.00,1,0,0.10,0.7500",
                        "2026-W11,one,JPY,70,3,1,0,4,140,7,1,0,10,0.7500");
        assertThat(done.rows()).isEqualTo(4);
        assertThat(Objects.requireNonNull(done.result()).position()).isEqualTo("0:17,1:4");
        assertThat(done.result().totals().totals())
                .contains(
                        new Total("amount", "EUR", 3, 3_530),
                        new Total("refunded", "EUR", 3, 150),
                        new Total("amount", "JPY", 1, 70));
    }

    @Test
    void every_format_comes_to_the_same_totals() {
        KnownTrends trends = new KnownTrends(
                List.of(cell(MONDAY, "EUR", null, 1_000, 100), cell(MONDAY + 1, "JPY", null, 2_000, 0)));

        List<List<Total>> totals = List.of(ExportFormat.values()).stream()
                .map(format -> made(trends, order(Granularity.MONTHLY, Set.of(), format)))
                .map(done -> Objects.requireNonNull(done.result()).totals().totals())
                .distinct()
                .toList();

        assertThat(totals).hasSize(1);
        assertThat(totals.getFirst()).hasSize(6);
    }
}
