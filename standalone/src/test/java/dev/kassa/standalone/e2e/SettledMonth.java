package dev.kassa.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.standalone.e2e.Api.Answer;
import dev.kassa.standalone.replay.OrderRow;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Real orders are settled as an independent computation from their file says, to the penny, and every entry once.
 */
final class SettledMonth {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private SettledMonth() {}

    /** What a merchant's business date has to come to. */
    private record Day(long gross, long refunds, long fees, long carriedIn, long carriedOut, long net, long entries) {}

    private record Date(String merchant, String date) implements Comparable<Date> {
        @Override
        public int compareTo(Date other) {
            int byMerchant = merchant.compareTo(other.merchant);
            return byMerchant == 0 ? date.compareTo(other.date) : byMerchant;
        }
    }

    /** Settles all that is due, and compares. The orders were sent already. */
    static void assertSettled(House house, List<OrderRow> rows) {
        Answer run = house.operator().post("/v1/jobs/settlement/run", "{\"reason\":\"month end\"}");
        assertThat(run.status()).as(run.text()).isIn(200, 201, 202);
        Map<Date, Day> expected = computed(rows);
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(settlements(house)).hasSameSizeAs(expected.keySet()));

        Map<Date, JsonNode> settled = settlements(house);
        Map<Date, Day> said = new TreeMap<>();
        settled.forEach((date, settlement) -> said.put(date, day(settlement)));
        assertThat(said).isEqualTo(expected);
        assertThat(settled.values())
                .allSatisfy(settlement ->
                        assertThat(settlement.path("status").asString("")).isEqualTo("completed"));
        assertEveryEntryIsOfOne(house, settled, expected);
        assertTheLedgerSaysTheSame(house, expected);
    }

    /** From the file alone: fees of 0.60 %, at least 0.50; what comes to a debt is carried over. */
    private static Map<Date, Day> computed(List<OrderRow> rows) {
        Map<String, Long> left = new HashMap<>();
        Map<Date, long[]> sums = new TreeMap<>();
        for (OrderRow row : rows) {
            String merchant = "retail-"
                    + row.country()
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^a-z0-9]+", "-")
                            .replaceAll("-$", "");
            Date date = new Date(
                    merchant, LocalDate.ofInstant(row.occurredAt(), LONDON).toString());
            String order = merchant + " " + row.orderNo();
            long amount = row.amount();
            if (row.kind() == OrderRow.Kind.PAYMENT) {
                left.put(order, amount);
                add(sums, date, amount, 0, Math.max((amount * 60 + 5_000) / 10_000, 50), 1);
            } else if (amount <= left.getOrDefault(order, 0L)) {
                left.merge(order, -amount, Long::sum);
                add(sums, date, 0, amount, 0, 2);
            }
        }
        Map<Date, Day> days = new TreeMap<>();
        Map<String, Long> carried = new HashMap<>();
        sums.forEach((date, sum) -> {
            long in = carried.getOrDefault(date.merchant, 0L);
            long total = sum[0] - sum[1] - sum[2] + in;
            carried.put(date.merchant, Math.min(total, 0));
            days.put(date, new Day(sum[0], sum[1], sum[2], in, Math.min(total, 0), Math.max(total, 0), sum[3]));
        });
        return days;
    }

    private static void add(Map<Date, long[]> sums, Date date, long gross, long refunds, long fee, long entries) {
        long[] sum = sums.computeIfAbsent(date, none -> new long[4]);
        sum[0] += gross;
        sum[1] += refunds;
        sum[2] += fee;
        sum[3] += entries;
    }

    private static Map<Date, JsonNode> settlements(House house) {
        Map<Date, JsonNode> all = new TreeMap<>();
        String cursor = "";
        do {
            JsonNode page = house.operator()
                    .get("/v1/settlements?limit=500" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .json();
            page.path("data").forEach(settlement -> {
                Date date = new Date(
                        settlement.path("merchant_id").asString(""),
                        settlement.path("business_date").asString(""));
                assertThat(all.put(date, settlement))
                        .as("settled twice: " + date)
                        .isNull();
            });
            cursor = page.path("next_cursor").asString("");
        } while (!cursor.isEmpty());
        return all;
    }

    private static Day day(JsonNode settlement) {
        return new Day(
                settlement.path("gross").asLong(),
                settlement.path("refunds").asLong(),
                settlement.path("fees").asLong(),
                settlement.path("carried_in").asLong(),
                settlement.path("carried_out").asLong(),
                settlement.path("net").asLong(),
                settlement.path("entries").asLong());
    }

    private static void assertEveryEntryIsOfOne(House house, Map<Date, JsonNode> settled, Map<Date, Day> expected) {
        Set<String> seen = new HashSet<>();
        settled.values().forEach(settlement -> {
            String cursor = "";
            do {
                JsonNode page = house.operator()
                        .get("/v1/settlements/" + settlement.path("id").asString("") + "/entries?limit=500"
                                + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                        .json();
                page.path("data")
                        .forEach(entry -> assertThat(seen.add(entry.path("id").asString("")))
                                .as("in two: " + entry)
                                .isTrue());
                cursor = page.path("next_cursor").asString("");
            } while (!cursor.isEmpty());
        });
        assertThat(seen).hasSize((int)
                expected.values().stream().mapToLong(Day::entries).sum());
    }

    private static void assertTheLedgerSaysTheSame(House house, Map<Date, Day> expected) {
        JsonNode balance = house.operator().get("/v1/ledger/trial-balance").json();
        assertThat(balance.path("healthy").asBoolean(false)).isTrue();
        Map<String, Long> accounts = new HashMap<>();
        balance.path("data")
                .path(0)
                .path("accounts")
                .forEach(account -> accounts.put(
                        account.path("account").asString(""),
                        -account.path("balance").asLong()));
        assertThat(accounts.get("merchants:available"))
                .isEqualTo(expected.values().stream().mapToLong(Day::net).sum());
        assertThat(accounts.get("merchants:pending"))
                .isEqualTo(expected.values().stream()
                        .mapToLong(day -> day.carriedOut - day.carriedIn)
                        .sum());
    }
}
