package dev.kassa.bench.run;

import dev.kassa.port.Trends;
import dev.kassa.port.Trends.Dimension;
import dev.kassa.port.Trends.TrendQuestion;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topics;
import dev.kassa.standalone.broker.EmbeddedBroker;
import dev.kassa.standalone.node.Applications;
import dev.kassa.standalone.node.StreamsApplication;
import dev.kassa.standalone.node.Surroundings;
import dev.kassa.standalone.node.TrendInstance;
import dev.kassa.standalone.registry.RegistryServer;
import dev.kassa.trend.Slice;
import dev.kassa.trend.TrendProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/** Ten million facts of a year added up from nothing, as a rebuild does: facts/s, what is kept, and how long a year takes to read. */
final class TrendRebuildBenchmark implements Benchmark {
    private static final long FACTS = 10_000_000;
    private static final int FACTS_PER_PAYMENT = 3;
    private static final int READS = 2_000;
    private static final int RANKINGS = 200;
    private static final int WARM_READS = 500;
    private static final Duration READS_MAX = Duration.ofSeconds(10);
    private static final Duration CAUGHT_UP_MAX = Duration.ofMinutes(15);
    private static final double MIB = 1 << 20;

    @Override
    public String name() {
        return "trend-rebuild";
    }

    @Override
    public String sentence() {
        return "Ten million facts of a year added up anew: facts/s, state, and reads of a year";
    }

    @Override
    public Report run(Options options) throws Exception {
        long facts = options.payments() > 0 ? (long) options.payments() * FACTS_PER_PAYMENT : FACTS;
        try (TemporaryFolder folder = new TemporaryFolder();
                EmbeddedBroker broker = EmbeddedBroker.start(folder.path().resolve("kafka"));
                RegistryServer registry = new RegistryServer(broker.bootstrapServers(), 0, (short) 1, Map.of())) {
            createTopics(broker.bootstrapServers());
            registry.start();
            Codecs codecs = new Codecs(registry.registry());
            long written;
            long captured;
            try (TrendFacts feed =
                    new TrendFacts(broker.bootstrapServers(), codecs, House.PARTITIONS, options.merchants(), facts)) {
                while (feed.written() < facts) {
                    feed.payment();
                }
                feed.flush();
                written = feed.written();
                captured = feed.captured();
            }
            return rebuild(folder.path(), broker.bootstrapServers(), codecs, options.merchants(), written, captured);
        }
    }

    private Report rebuild(
            Path folder, String bootstrapServers, Codecs codecs, int merchants, long written, long captured)
            throws Exception {
        Surroundings surroundings =
                new Surroundings(bootstrapServers, codecs, House.PARTITIONS, (short) 1, "1", Map.of());
        TrendProgress progress = new TrendProgress();
        long startNs = System.nanoTime();
        CpuShares cpu = new CpuShares();
        try (StreamsApplication application =
                Applications.trend(surroundings, folder.resolve("state"), 1, Slice.SHIPPED, progress, null, () -> {})) {
            awaitCounted(progress, written);
            double seconds = (System.nanoTime() - startNs) / 1e9;
            Map<String, Long> shares = cpu.since();
            Trends trends = TrendInstance.of(application, progress, codecs, House.PARTITIONS);
            int from = Math.toIntExact(TrendFacts.FIRST.toEpochDay());
            int to = from + TrendFacts.DAYS + 1;
            long counted = trends.cells(question(null, Set.of(), false, from, to)).stream()
                    .mapToLong(cell -> cell.counts().amount())
                    .sum();
            Report report = new Report(name())
                    .value("facts", written)
                    .value("merchants", merchants)
                    .figure("facts", "facts_per_second", written / seconds, "/s")
                    .figure("state on disk", "state_mib", size(folder.resolve("state")) / MIB, " MiB")
                    .figure("changelog on disk", "changelog_mib", changelog(folder.resolve("kafka")) / MIB, " MiB")
                    .atMost("captured and not counted", "missing", Math.abs(captured - counted), 0, "");
            shares.forEach(
                    (kind, ns) -> report.figure("CPU per fact, " + kind, "cpu_us_" + kind, ns / 1e3 / written, " µs"));
            SplittableRandom random = new SplittableRandom(6);
            reads(
                    report,
                    "a year of all merchants, by date",
                    "all",
                    READS,
                    _ -> question(null, Set.of(), true, from, to),
                    trends);
            reads(
                    report,
                    "a year of a merchant, by date",
                    "merchant",
                    READS,
                    _ -> question(TrendFacts.merchant(random.nextInt(merchants)), Set.of(), true, from, to),
                    trends);
            reads(
                    report,
                    "a year of a merchant, by channel and country",
                    "merchant_split",
                    READS,
                    _ -> question(
                            TrendFacts.merchant(random.nextInt(merchants)),
                            Set.of(Dimension.CHANNEL, Dimension.COUNTRY),
                            false,
                            from,
                            to),
                    trends);
            reads(
                    report,
                    "a year by channel and date",
                    "channel",
                    READS,
                    _ -> question(null, Set.of(Dimension.CHANNEL), true, from, to),
                    trends);
            ranking(report, trends, from, to);
            return report;
        }
    }

    private static TrendQuestion question(
            @Nullable String merchantId, Set<Dimension> by, boolean dates, int from, int to) {
        return new TrendQuestion(merchantId, by, dates, from, to, null, null, null);
    }

    private static void reads(
            Report report, String measure, String key, int reads, IntFunction<TrendQuestion> ask, Trends trends) {
        report.atMost(measure + ", p99", "year_" + key + "_p99_ms", p99(reads, ask, trends), 20, " ms");
    }

    private static void ranking(Report report, Trends trends, int from, int to) {
        report.figure(
                "all merchants of a year ranked, p99",
                "ranking_p99_ms",
                p99(RANKINGS, _ -> question(null, Set.of(Dimension.MERCHANT), false, from, to), trends),
                " ms");
    }

    /** Of so many reads, or of as many as there is time for. */
    private static double p99(int reads, IntFunction<TrendQuestion> ask, Trends trends) {
        timed(Math.min(reads, WARM_READS), ask, trends);
        long[] tookNs = timed(reads, ask, trends);
        Arrays.sort(tookNs);
        return tookNs[(int) (tookNs.length * 0.99)] / 1e6;
    }

    private static long[] timed(int reads, IntFunction<TrendQuestion> ask, Trends trends) {
        long[] tookNs = new long[reads];
        long giveUpAt = System.nanoTime() + READS_MAX.toNanos();
        int done = 0;
        while (done < reads && (done == 0 || System.nanoTime() < giveUpAt)) {
            long startNs = System.nanoTime();
            require(trends.cells(ask.apply(done)));
            tookNs[done++] = System.nanoTime() - startNs;
        }
        return Arrays.copyOf(tookNs, done);
    }

    private static void require(List<?> cells) {
        if (cells.isEmpty()) {
            throw new IllegalStateException("a year is empty");
        }
    }

    private static void awaitCounted(TrendProgress progress, long facts) {
        long giveUpAt = System.nanoTime() + CAUGHT_UP_MAX.toNanos();
        while (progress.counted() < facts) {
            if (System.nanoTime() > giveUpAt) {
                throw new IllegalStateException(progress.counted() + " of " + facts + " facts were counted");
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** As a core's facts were appended when they were made, these are stamped by who writes them. */
    private static void createTopics(String bootstrapServers) throws Exception {
        Set<String> facts = Set.of(Topics.PAYMENTS.name(), Topics.REFUNDS.name(), Topics.JOURNAL.name());
        List<NewTopic> topics = Topics.toCreate(House.PARTITIONS, (short) 1);
        topics.stream().filter(topic -> facts.contains(topic.name())).forEach(topic -> {
            Map<String, String> config = new HashMap<>(topic.configs());
            config.put("message.timestamp.type", "CreateTime");
            topic.configs(config);
        });
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(topics).all().get();
        }
    }

    private static long changelog(Path kafka) throws IOException {
        long size = 0;
        try (Stream<Path> all = Files.walk(kafka)) {
            for (Path each : all.filter(path -> path.getParent() != null
                            && String.valueOf(path.getParent().getFileName()).contains("-cells-changelog-")
                            && path.toString().endsWith(".log"))
                    .toList()) {
                size += Files.size(each);
            }
        }
        return size;
    }

    private static long size(Path folder) throws IOException {
        long size = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                size += Files.size(file);
            }
        }
        return size;
    }
}
