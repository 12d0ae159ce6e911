package dev.kassa.bench.run;

import dev.kassa.channel.runner.ConnectorSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** kill -9 with a million idempotency keys in the store, then the time to the first payment. */
final class RestartBenchmark implements Benchmark {
    private static final int KEYS = 1_000_000;
    private static final Duration PAYMENT_MAX = Duration.ofSeconds(90);

    @Override
    public String name() {
        return "restart";
    }

    @Override
    public String sentence() {
        return "Restart after kill -9 with a million idempotency keys, to the first payment";
    }

    @Override
    public Report run(Options options) throws Exception {
        int keys = options.payments(KEYS);
        Path log = Path.of("target", "bench-restart.log");
        try (TemporaryFolder folder = new TemporaryFolder()) {
            Path data = folder.path().resolve("data");
            try (House house = new House(data, ConnectorSettings.Kind.GROUP);
                    CommandFeed feed = new CommandFeed(house.bootstrapServers(), house.codecs(), 5)) {
                feed.onboard(options.merchants());
                System.out.printf("%,d payments first ...%n", keys);
                Pipeline.perSecond(house, feed, keys, options.merchants());
            }
            String key;
            int port = NodeProcess.freePort();
            try (NodeProcess before = NodeProcess.up(data, port, log);
                    KassaApi api = new KassaApi(before.endpoint("edge"))) {
                key = api.onboard(before.operatorKey(), "restart", 1).getFirst();
                pay(api, key, "before");
                before.kill();
            }
            long killedNs = System.nanoTime();
            try (NodeProcess after = NodeProcess.up(data, port, log);
                    KassaApi api = new KassaApi(after.endpoint("edge"))) {
                pay(api, key, "after");
                double seconds = (System.nanoTime() - killedNs) / 1e9;
                return new Report(name())
                        .value("keys", keys)
                        .figure("ready", "ready_s", after.readyAfter().toMillis() / 1_000.0, " s")
                        .figure("resident", "resident_mib", after.memoryBytes("VmRSS") / 1048576.0, " MiB")
                        .atMost("first payment", "first_payment_s", seconds, 10, " s");
            }
        }
    }

    /** Asks until it is paid: under one key, so a repeat is harmless. */
    private static void pay(KassaApi api, String key, String orderNo) throws IOException, InterruptedException {
        String body = "{\"order_no\":\"" + orderNo + "\",\"amount\":1000,\"currency\":\"GBP\"}";
        long giveUpAt = System.nanoTime() + PAYMENT_MAX.toNanos();
        while (true) {
            KassaApi.Answer answer = api.post("/v1/payments", key, orderNo, body);
            if (answer.status() == 201) {
                return;
            }
            if (System.nanoTime() > giveUpAt) {
                throw new IllegalStateException("no payment within " + PAYMENT_MAX + ": " + answer);
            }
        }
    }
}
