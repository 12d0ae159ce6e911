package dev.kassa.bench.chaos;

import dev.kassa.bench.check.Evidence.Sums;
import dev.kassa.bench.run.KassaApi;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What reports of all time say.
 *
 * @param flows what the funds flow closes with, by currency and account: debits less credits
 * @param trends by currency
 */
record Reported(Map<String, Map<String, Long>> flows, Map<String, Sums> trends) {
    private static final String ALL_TIME = "?from=2000-01-01&to=2050-01-01";
    private static final Duration SETTLED_MAX = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(1_000);

    /** What they say once they have come as far as the trial balance, or after so long all the same. */
    static Reported settled(KassaApi api, String operatorKey, Map<String, Map<String, Long>> trialBalance)
            throws IOException, InterruptedException {
        long giveUpAt = System.nanoTime() + SETTLED_MAX.toNanos();
        while (System.nanoTime() < giveUpAt && !flows(api, operatorKey).equals(trialBalance)) {
            Thread.sleep(LOOK);
        }
        Thread.sleep(LOOK); // A payment may be counted a commit after its entry.
        return new Reported(flows(api, operatorKey), trends(api, operatorKey));
    }

    private static Map<String, Map<String, Long>> flows(KassaApi api, String operatorKey)
            throws IOException, InterruptedException {
        Map<String, Map<String, Long>> flows = new TreeMap<>();
        for (JsonNode line : data(api, operatorKey, "funds-flow", "")) {
            long closing = line.path("closing").asLong();
            flows.computeIfAbsent(line.path("currency").asString(""), _ -> new TreeMap<>())
                    .put(
                            line.path("account").asString(""),
                            line.path("side").asString("").equals("debit") ? closing : -closing);
        }
        return flows;
    }

    private static Map<String, Sums> trends(KassaApi api, String operatorKey) throws IOException, InterruptedException {
        Map<String, Long> failed = new TreeMap<>();
        for (JsonNode row : data(api, operatorKey, "payment-trend", "&granularity=monthly")) {
            failed.merge(row.path("currency").asString(""), row.path("failed").asLong(), Long::sum);
        }
        Map<String, Sums> trends = new TreeMap<>();
        failed.forEach((currency, count) -> trends.put(currency, new Sums(0, 0, count, 0, 0)));
        for (JsonNode row : data(api, operatorKey, "refund-rate", "&granularity=monthly")) {
            trends.merge(
                    row.path("currency").asString(""),
                    new Sums(
                            row.path("count").asLong(),
                            row.path("amount").asLong(),
                            0,
                            row.path("refunds").asLong(),
                            row.path("refunded").asLong()),
                    Sums::plus);
        }
        return trends;
    }

    private static JsonNode data(KassaApi api, String operatorKey, String report, String more)
            throws IOException, InterruptedException {
        return Witnesses.ok(api.get("/v1/reports/" + report + ALL_TIME + more, operatorKey))
                .path("data");
    }
}
