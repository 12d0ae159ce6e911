package dev.kassa.bench.run;

import dev.kassa.bench.cluster.Installation;
import dev.kassa.bench.cluster.Size;
import dev.kassa.bench.cluster.Victim;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/**
 * kill -9 in the middle of exports whose rows come over HTTP from two instances of the views: of either instance, and of the
 * worker. Each export has to be whole by another attempt, with the rows, sums and position of one that nobody disturbed.
 */
final class ExportsKilledBenchmark implements Benchmark {
    private static final int PAYMENTS = 400_000;
    private static final int MERCHANTS = 16;
    private static final List<String> KILLED = List.of("views-1", "views-2", "exports");
    private static final Duration FILLED_MAX = Duration.ofMinutes(3);
    private static final Duration EXPORTED_MAX = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration AWAY = Duration.ofSeconds(2);
    private static final String ORDER = "{\"kind\":\"payments\",\"format\":\"csv\"}";

    @Override
    public String name() {
        return "exports-killed";
    }

    @Override
    public String sentence() {
        return "kill -9 of a views instance, of the other, and of the worker, each in the middle of an export";
    }

    @Override
    public Report run(Options options) throws Exception {
        int payments = options.payments(PAYMENTS);
        try (TemporaryFolder folder = new TemporaryFolder();
                Installation installation = new Installation(folder.path(), Size.TWO_VIEWS);
                KassaApi api = installation.api();
                FactFeed feed =
                        new FactFeed(installation.bootstrapServers(), installation.codecs(), Installation.PARTITIONS)) {
            String key = installation.operatorKey();
            api.onboard(key, "export", MERCHANTS);
            for (int i = 0; i < payments; i++) {
                feed.paid("export-" + i % MERCHANTS, i, 1_000, 10);
            }
            feed.flush();
            await(
                    api,
                    "/v1/ledger/trial-balance",
                    key,
                    balance -> balance.path("data").path(0).path("debits").asLong(0) == payments * 1_000L,
                    FILLED_MAX);
            ExportedRows undisturbed = ExportedRows.of(finished(api, key, ask(api, key)));
            if (undisturbed.lines() != payments + 1) {
                throw new IllegalStateException(
                        "an export of %d payments has %d lines".formatted(payments, undisturbed.lines()));
            }
            Report report = new Report(name()).value("payments", payments);
            int same = 0;
            int again = 0;
            for (String name : KILLED) {
                JsonNode export = killed(installation.victim(name), api, key);
                same += ExportedRows.of(export).equals(undisturbed) ? 1 : 0;
                again += export.path("attempt").asInt(0) > 1 ? 1 : 0;
                report.figure(
                        name + " killed, attempts",
                        name + "_attempts",
                        export.path("attempt").asInt(0),
                        "");
                installation.awaitReady();
            }
            return report.atLeast("exports made by another attempt", "again", again, KILLED.size(), "")
                    .atLeast("exports of the same rows", "same", same, KILLED.size(), "");
        }
    }

    private static JsonNode killed(Victim victim, KassaApi api, String key) throws Exception {
        String path = ask(api, key);
        await(api, path, key, export -> export.path("status").asString("").equals("running"), EXPORTED_MAX);
        victim.kill();
        Thread.sleep(AWAY);
        victim.start();
        return finished(api, key, path);
    }

    /** @return where the export is looked at */
    private static String ask(KassaApi api, String key) throws IOException, InterruptedException {
        KassaApi.Answer asked = api.post("/v1/exports", key, "", ORDER);
        if (asked.status() != 202) {
            throw new IOException("an export was asked for: " + asked);
        }
        return "/v1/exports/" + asked.json().path("id").asString("");
    }

    private static JsonNode finished(KassaApi api, String key, String path) throws IOException, InterruptedException {
        JsonNode export = await(
                api,
                path,
                key,
                seen -> !List.of("pending", "running")
                        .contains(seen.path("status").asString("pending")),
                EXPORTED_MAX);
        if (!export.path("status").asString("").equals("completed")) {
            throw new IOException("the export is " + export);
        }
        return export;
    }

    private interface Wanted {
        boolean is(JsonNode answer);
    }

    private static JsonNode await(KassaApi api, String path, String key, Wanted wanted, Duration atMost)
            throws IOException, InterruptedException {
        long giveUpAt = System.nanoTime() + atMost.toNanos();
        while (true) {
            JsonNode answer = api.get(path, key).json();
            if (wanted.is(answer)) {
                return answer;
            }
            if (System.nanoTime() > giveUpAt) {
                throw new IOException(path + " is still " + answer);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
