package dev.kassa.bench.run;

import dev.kassa.avro.LedgerCheckFact;
import dev.kassa.check.CheckSeal;
import dev.kassa.check.LedgerCheck;
import dev.kassa.check.LogLedgerSource;
import dev.kassa.filestore.FolderStore;
import dev.kassa.port.FileStore;
import dev.kassa.replay.LogReader;
import dev.kassa.schedule.JobCatalogue;
import dev.kassa.schedule.JobCount;
import dev.kassa.schedule.JobRun;
import dev.kassa.schedule.JobRunStatus;
import dev.kassa.schedule.JobTrigger;
import dev.kassa.schedule.job.FactOut;
import dev.kassa.schedule.job.FactScan;
import dev.kassa.schedule.work.Progress;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import dev.kassa.standalone.broker.EmbeddedBroker;
import dev.kassa.standalone.registry.RegistryServer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** The nightly check of a journal on a real broker: all of it, and a twentieth more from the checkpoint on; and its memory. */
final class LedgerCheckBenchmark implements Benchmark {
    private static final int ENTRIES = 1_000_000;
    private static final int NEW_SHARE = 20;
    private static final int SAMPLES = 5;
    private static final double MIB = 1 << 20;

    @Override
    public String name() {
        return "ledger-check";
    }

    @Override
    public String sentence() {
        return "The ledger proved whole, and since its checkpoint: entries/s, memory";
    }

    @Override
    public Report run(Options options) throws Exception {
        int entries = options.payments(ENTRIES);
        int more = entries / NEW_SHARE;
        try (TemporaryFolder folder = new TemporaryFolder();
                EmbeddedBroker broker = EmbeddedBroker.start(folder.path().resolve("kafka"));
                RegistryServer registry = new RegistryServer(broker.bootstrapServers(), 0, (short) 1, Map.of())) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                admin.createTopics(Topics.toCreate(House.PARTITIONS, (short) 1))
                        .all()
                        .get();
            }
            registry.start();
            Codecs codecs = new Codecs(registry.registry());
            Path files = folder.path().resolve("files");
            try (FactFeed feed = new FactFeed(broker.bootstrapServers(), codecs, House.PARTITIONS)) {
                fill(feed, 0, entries, options.merchants());
                Night night = new Night(broker.bootstrapServers(), codecs, new FolderStore(files));
                Checked cold = night.check("whole", 0);
                Checked whole = night.check("whole", 0);
                Checked weighed = night.check("whole", entries / SAMPLES);
                fill(feed, entries, more, options.merchants());
                Checked since = night.check("", 0);
                require(cold, entries, entries);
                require(whole, entries, entries);
                require(weighed, entries, entries);
                require(since, more, entries + more);
                return new Report(name())
                        .value("entries", entries)
                        .value("merchants", options.merchants())
                        .figure("whole, the first", "whole_first_per_second", cold.perSecond(), " entries/s")
                        .figure("whole, once warm", "whole_per_second", whole.perSecond(), " entries/s")
                        .figure("since the checkpoint", "since_per_second", since.perSecond(), " entries/s")
                        .figure("since the checkpoint, of " + more + " entries", "since_ms", since.ns / 1e6, " ms")
                        .figure(
                                "heap in use beyond that before, peak",
                                "heap_peak_mib",
                                weighed.heapPeakBytes / MIB,
                                " MiB")
                        .figure("checkpoint", "checkpoint_kib", size(files) / 1024.0, " KiB");
            }
        }
    }

    private static void fill(FactFeed feed, int from, int count, int merchants) throws Exception {
        for (int i = from; i < from + count; i++) {
            feed.paid("m-" + i % merchants, i, 1_000 + i % 9_000, 50);
        }
        feed.flush();
    }

    /** A figure is of a ledger that holds, and of all of it. */
    private static void require(Checked checked, long entries, long total) {
        LedgerCheckFact fact = checked.fact;
        if (fact.getEntries() != entries || fact.getEntriesTotal() != total || fact.getViolationsTotal() != 0) {
            throw new IllegalStateException("expected " + entries + " entries of " + total + " that hold, not " + fact);
        }
    }

    private static long size(Path files) throws Exception {
        try (var all = Files.walk(files)) {
            return all.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /** What a check came to. */
    private record Checked(LedgerCheckFact fact, long ns, long heapPeakBytes) {
        double perSecond() {
            return fact.getEntries() / (ns / 1e9);
        }
    }

    /** Runs the job, as a worker does. */
    private record Night(String bootstrapServers, Codecs codecs, FileStore files) {
        /** @param weighEvery so many entries the heap is weighed after a collection, which takes its time; 0: not at all */
        Checked check(String reason, int weighEvery) throws Exception {
            LogLedgerSource source =
                    new LogLedgerSource(new LogReader(bootstrapServers, Map.of()), codecs, House.PARTITIONS);
            Kept kept = new Kept();
            LedgerCheck job = new LedgerCheck(
                    source, new Nothing(), kept, files, new CheckSeal(new byte[32]), InstantSource.system());
            Scales scales = new Scales(weighEvery);
            long startNs = System.nanoTime();
            job.run(run(reason), scales);
            return new Checked(kept.fact(), System.nanoTime() - startNs, scales.peak);
        }

        private static JobRun run(String reason) {
            long nowMs = System.currentTimeMillis();
            return new JobRun(
                    "run_" + nowMs,
                    JobCatalogue.LEDGER_CHECK,
                    nowMs,
                    null,
                    JobTrigger.MANUAL,
                    "operator",
                    reason,
                    0,
                    JobRunStatus.RUNNING,
                    1,
                    "bench",
                    0,
                    null,
                    1,
                    List.of(),
                    List.of(),
                    "",
                    "",
                    false,
                    nowMs,
                    null,
                    nowMs);
        }
    }

    /** Weighs the heap as the check goes on. */
    private static final class Scales implements Progress {
        private final int every;
        private final long before;
        private long next;
        private long peak;

        Scales(int every) {
            this.every = every;
            this.next = every;
            this.before = every == 0 ? 0 : used();
        }

        private static long used() {
            System.gc();
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }

        @Override
        public void tell(List<JobCount> counts, String message) {
            long read = counts.getFirst().value();
            if (every > 0 && read >= next) {
                next += every;
                peak = Math.max(peak, used() - before);
            }
        }

        @Override
        public void goOn() {}
    }

    /** Keeps the check's word. */
    private static final class Kept implements FactOut {
        private @Nullable LedgerCheckFact fact;

        LedgerCheckFact fact() {
            if (fact == null) {
                throw new IllegalStateException("the check said nothing");
            }
            return fact;
        }

        @Override
        public <T extends SpecificRecordBase> void write(Topic<T> topic, String key, T written) {
            if (written instanceof LedgerCheckFact check) {
                fact = check;
            }
        }

        @Override
        public <T extends SpecificRecordBase> void write(Topic<T> topic, int partition, String key, T written) {
            write(topic, key, written);
        }

        @Override
        public void forget(Topic<?> topic, String key) {}

        @Override
        public void close() {}
    }

    /** There are no notices to resolve. */
    private static final class Nothing implements FactScan {
        @Override
        public int partitions() {
            return House.PARTITIONS;
        }

        @Override
        public <T extends SpecificRecordBase> void each(Topic<T> topic, int partition, Consumer<T> each) {}
    }
}
