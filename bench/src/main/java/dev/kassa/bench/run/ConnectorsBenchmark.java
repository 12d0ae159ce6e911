package dev.kassa.bench.run;

import dev.kassa.avro.Reply;
import dev.kassa.channel.runner.ConnectorSettings;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Topics;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** The two ways in which a connector may take its work: a share group and a consumer group, throughput and latency. */
final class ConnectorsBenchmark implements Benchmark {
    private static final int WARM = 40_000;
    private static final int MEASURED = 80_000;
    private static final int RATE = 1_000;
    private static final int SECONDS = 15;
    private static final Duration SILENCE_MAX = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "connectors";
    }

    @Override
    public String sentence() {
        return "Connectors as a share group against a consumer group, channel in process";
    }

    @Override
    public Report run(Options options) throws Exception {
        Report report = new Report(name()).value("rate", RATE);
        for (ConnectorSettings.Kind kind : ConnectorSettings.Kind.values()) {
            try (TemporaryFolder folder = new TemporaryFolder();
                    House house = new House(folder.path(), kind);
                    CommandFeed feed = new CommandFeed(house.bootstrapServers(), house.codecs(), 5);
                    CommandFeed paced = new CommandFeed(house.bootstrapServers(), house.codecs(), 0)) {
                Pipeline.warm(house, feed, WARM, options.merchants());
                String word = kind.name().toLowerCase(Locale.ROOT);
                double perSecond = Pipeline.perSecond(house, feed, options.payments(MEASURED), options.merchants());
                Histogram latency = latency(house, paced, options.seconds(SECONDS), options.merchants());
                report.figure(word + " group, full speed", word + "_per_second", perSecond, "/s")
                        .figure(word + " group at " + RATE + "/s, p50", word + "_p50_ms", ms(latency, 50), " ms")
                        .figure(word + " group at " + RATE + "/s, p99", word + "_p99_ms", ms(latency, 99), " ms")
                        .figure(word + " group at " + RATE + "/s, max", word + "_max_ms", ms(latency, 100), " ms");
            }
        }
        return report;
    }

    private static double ms(Histogram latencyUs, double percentile) {
        return latencyUs.getValueAtPercentile(percentile) / 1_000.0;
    }

    /** From the moment at which a command was due to the moment at which its reply can be read, microseconds. */
    private static Histogram latency(House house, CommandFeed feed, int seconds, int merchants) {
        Histogram latencyUs = new Histogram(60_000_000, 3);
        AvroCodec<Reply> codec = house.codecs().of(Topics.REPLIES);
        int payments = RATE * seconds;
        try (Tail replies = new Tail(house.bootstrapServers(), Topics.REPLIES)) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(
                    () -> pace(feed, payments, merchants),
                    work -> Thread.ofPlatform().name("bench-feed").start(work));
            replies.read(payments, SILENCE_MAX, found -> {
                long dueNs = Long.parseLong(codec.decode(found.value()).getCommandId());
                latencyUs.recordValue(Math.max(1, (System.nanoTime() - dueNs) / 1_000));
            });
            sent.join();
        }
        return latencyUs;
    }

    private static void pace(CommandFeed feed, int payments, int merchants) {
        long startNs = System.nanoTime();
        for (int i = 0; i < payments; i++) {
            long dueNs = startNs + i * (1_000_000_000L / RATE);
            for (long now = System.nanoTime(); now < dueNs; now = System.nanoTime()) {
                LockSupport.parkNanos(dueNs - now);
            }
            feed.pay(CommandFeed.merchant(i % merchants), Long.toString(dueNs));
        }
        feed.flush();
    }
}
