package dev.kassa.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.standalone.e2e.Api.Answer;
import dev.kassa.standalone.replay.OrderRow;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Reports say what an independent computation from the file of orders says, to the penny. */
final class OrdersInReports {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private static final Map<String, Function<LocalDate, String>> PERIODS = periods();

    /** All merchants together, where a merchant's id stands. */
    private static final String ALL = "";

    private OrdersInReports() {}

    private static Map<String, Function<LocalDate, String>> periods() {
        Map<String, Function<LocalDate, String>> periods = new LinkedHashMap<>();
        periods.put("daily", LocalDate::toString);
        periods.put(
                "weekly",
                date -> "%d-W%02d"
                        .formatted(date.get(IsoFields.WEEK_BASED_YEAR), date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)));
        periods.put("monthly", date -> date.toString().substring(0, "2010-12".length()));
        return periods;
    }

    private record Sums(long payments, long amount, long fee, long refunds, long refunded) {
        static final Sums NONE = new Sums(0, 0, 0, 0, 0);

        Sums plus(Sums other) {
            return new Sums(
                    payments + other.payments,
                    amount + other.amount,
                    fee + other.fee,
                    refunds + other.refunds,
                    refunded + other.refunded);
        }
    }

    /** @return how many figures were compared */
    static long assertSame(House house, List<OrderRow> rows) {
        Map<String, Map<LocalDate, Sums>> expected = computed(rows);
        TreeSet<LocalDate> dates =
                new TreeSet<>(expected.getOrDefault(ALL, Map.of()).keySet());
        String range = "from=" + dates.first() + "&to=" + dates.last();
        long compared = 0;
        for (Map.Entry<String, Map<LocalDate, Sums>> each : expected.entrySet()) {
            Api api = each.getKey().equals(ALL)
                    ? house.operator()
                    : house.operator().actingFor(each.getKey());
            for (Map.Entry<String, Function<LocalDate, String>> period : PERIODS.entrySet()) {
                String question = range + "&granularity=" + period.getKey();
                Map<String, Sums> wanted = grouped(each.getValue(), period.getValue());
                assertThat(said(api, question))
                        .as(each.getKey() + " " + question)
                        .isEqualTo(wanted);
                compared += 4L * wanted.size();
            }
            compared += assertSummary(api, range, total(each.getValue()));
        }
        return compared + assertRanking(house, range, expected) + assertChannels(house, range, expected);
    }

    /** From the file alone: fees of 0.60 %, at least 0.50; refunds that fit, on their own date. */
    private static Map<String, Map<LocalDate, Sums>> computed(List<OrderRow> rows) {
        Map<String, Long> left = new HashMap<>();
        Map<String, Map<LocalDate, Sums>> sums = new TreeMap<>();
        for (OrderRow row : rows) {
            String merchant = "retail-"
                    + row.country()
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^a-z0-9]+", "-")
                            .replaceAll("-$", "");
            String order = merchant + " " + row.orderNo();
            LocalDate date = LocalDate.ofInstant(row.occurredAt(), LONDON);
            long amount = row.amount();
            if (row.kind() == OrderRow.Kind.PAYMENT) {
                left.put(order, amount);
                add(sums, merchant, date, new Sums(1, amount, Math.max((amount * 60 + 5_000) / 10_000, 50), 0, 0));
            } else if (amount <= left.getOrDefault(order, 0L)) {
                left.merge(order, -amount, Long::sum);
                add(sums, merchant, date, new Sums(0, 0, 0, 1, amount));
            }
        }
        return sums;
    }

    private static void add(Map<String, Map<LocalDate, Sums>> sums, String merchant, LocalDate date, Sums more) {
        for (String who : List.of(merchant, ALL)) {
            sums.computeIfAbsent(who, _ -> new TreeMap<>()).merge(date, more, Sums::plus);
        }
    }

    private static Map<String, Sums> grouped(Map<LocalDate, Sums> days, Function<LocalDate, String> period) {
        Map<String, Sums> grouped = new TreeMap<>();
        days.forEach((date, sums) -> grouped.merge(period.apply(date), sums, Sums::plus));
        grouped.replaceAll((_, sums) -> new Sums(sums.payments, sums.amount, 0, sums.refunds, sums.refunded));
        return grouped;
    }

    private static Sums total(Map<LocalDate, Sums> days) {
        return days.values().stream().reduce(Sums.NONE, Sums::plus);
    }

    /** Of payment trend and refund rate together, which have to agree. */
    private static Map<String, Sums> said(Api api, String question) {
        Map<String, Sums> said = new TreeMap<>();
        get(api, "/v1/reports/payment-trend?" + question).path("data").forEach(row -> {
            assertThat(row.path("currency").asString("")).isEqualTo("GBP");
            assertThat(row.path("failed").asLong()).isZero();
            said.put(
                    row.path("period").asString(""),
                    new Sums(
                            row.path("count").asLong(),
                            row.path("amount").asLong(),
                            0,
                            0,
                            row.path("refunded").asLong()));
        });
        get(api, "/v1/reports/refund-rate?" + question).path("data").forEach(row -> {
            Sums trend = said.getOrDefault(row.path("period").asString(""), Sums.NONE);
            assertThat(row.path("amount").asLong()).isEqualTo(trend.amount);
            assertThat(row.path("refunded").asLong()).isEqualTo(trend.refunded);
            said.put(
                    row.path("period").asString(""),
                    trend.plus(new Sums(0, 0, 0, row.path("refunds").asLong(), 0)));
        });
        return said;
    }

    private static long assertSummary(Api api, String range, Sums expected) {
        JsonNode summary =
                get(api, "/v1/reports/payment-trend?" + range).path("summary").path(0);
        assertThat(summary.path("count").asLong()).isEqualTo(expected.payments);
        assertThat(summary.path("amount").asLong()).isEqualTo(expected.amount);
        assertThat(summary.path("fee").asLong()).isEqualTo(expected.fee);
        assertThat(summary.path("refunded").asLong()).isEqualTo(expected.refunded);
        return 4;
    }

    private static long assertRanking(House house, String range, Map<String, Map<LocalDate, Sums>> expected) {
        Map<String, Sums> wanted = new TreeMap<>();
        expected.forEach((merchant, days) -> {
            if (!merchant.equals(ALL)) {
                Sums sums = total(days);
                wanted.put(merchant, new Sums(sums.payments, sums.amount, 0, 0, sums.refunded));
            }
        });
        Map<String, Sums> ranked = new TreeMap<>();
        long before = Long.MAX_VALUE;
        for (JsonNode row : get(house.operator(), "/v1/reports/merchant-ranking?limit=500&" + range)
                .path("data")) {
            assertThat(row.path("amount").asLong()).isLessThanOrEqualTo(before);
            before = row.path("amount").asLong();
            ranked.put(
                    row.path("merchant_id").asString(""),
                    new Sums(
                            row.path("count").asLong(),
                            before,
                            0,
                            0,
                            row.path("refunded").asLong()));
        }
        assertThat(ranked).isEqualTo(wanted);
        return 3L * ranked.size();
    }

    private static long assertChannels(House house, String range, Map<String, Map<LocalDate, Sums>> expected) {
        Sums all = total(expected.getOrDefault(ALL, Map.of()));
        JsonNode rows =
                get(house.operator(), "/v1/reports/channel-comparison?" + range).path("data");
        assertThat(rows.size()).isOne();
        assertThat(rows.path(0).path("amount").asLong()).isEqualTo(all.amount);
        assertThat(rows.path(0).path("count").asLong()).isEqualTo(all.payments);
        return 2;
    }

    /** The flow of funds closes where the trial balance stands, on each of its lines, for all that ever was. */
    static void assertFundsFlowTiesToTheLedger(Api operator) {
        Map<String, Long> ledger = new TreeMap<>();
        get(operator, "/v1/ledger/trial-balance")
                .path("data")
                .forEach(currency -> currency.path("accounts")
                        .forEach(account -> ledger.put(
                                currency.path("currency").asString("") + " "
                                        + account.path("account").asString(""),
                                account.path("balance").asLong())));
        JsonNode flow = get(operator, "/v1/reports/funds-flow?from=2011-01-01&to=2024-01-01");
        Map<String, Long> before = closings(get(operator, "/v1/reports/funds-flow?from=1990-01-01&to=2010-12-31"));
        Map<String, Long> closed = closings(get(operator, "/v1/reports/funds-flow?from=2010-12-01&to=2044-01-01"));
        ledger.values().removeIf(balance -> balance == 0);
        closed.values().removeIf(balance -> balance == 0);
        assertThat(closed).isEqualTo(ledger);
        flow.path("data").forEach(line -> {
            String account = line.path("currency").asString("") + " "
                    + line.path("account").asString("");
            assertThat(signed(line, "opening")).as(account).isEqualTo(before.getOrDefault(account, 0L));
        });
        flow.path("summary")
                .forEach(
                        sides -> assertThat(sides.path("difference").asLong(-1)).isZero());
    }

    private static Map<String, Long> closings(JsonNode flow) {
        Map<String, Long> closings = new TreeMap<>();
        flow.path("data")
                .forEach(line -> closings.put(
                        line.path("currency").asString("") + " "
                                + line.path("account").asString(""),
                        signed(line, "closing")));
        return closings;
    }

    /** As the trial balance has it: debits less credits. */
    private static long signed(JsonNode line, String field) {
        long amount = line.path(field).asLong();
        return line.path("side").asString("").equals("debit") ? amount : -amount;
    }

    private static JsonNode get(Api api, String path) {
        Answer answer = api.get(path);
        assertThat(answer.status()).as(path + " " + answer.text()).isEqualTo(200);
        return answer.json();
    }
}
