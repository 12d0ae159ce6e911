package dev.kassa.standalone.e2e;

import dev.kassa.check.LedgerCheck;
import dev.kassa.check.LogLedgerSource;
import dev.kassa.filestore.FolderStore;
import dev.kassa.port.FileStore;
import dev.kassa.replay.LogReader;
import dev.kassa.schedule.JobCount;
import dev.kassa.schedule.JobRun;
import dev.kassa.schedule.JobRunStatus;
import dev.kassa.schedule.JobTrigger;
import dev.kassa.schedule.job.KafkaFactOut;
import dev.kassa.schedule.job.LogFactScan;
import dev.kassa.schedule.work.Progress;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.HttpSchemaRegistry;
import dev.kassa.standalone.node.LedgerSeal;
import dev.kassa.standalone.node.SafeStart;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The job of a Kassa that runs, worked on beside it by somebody who dies where he is told to. */
final class DyingCheck implements AutoCloseable {
    private static final Progress UNHEARD = new Progress() {
        @Override
        public void tell(List<JobCount> counts, String message) {}

        @Override
        public void goOn() {}
    };

    private final HttpSchemaRegistry schemas;
    private final Codecs codecs;
    private final LogReader log;
    private final KafkaFactOut out;
    private final Path folder;
    private final int partitions;

    private DyingCheck(String kafka, HttpSchemaRegistry schemas, Path folder, int partitions) {
        this.schemas = schemas;
        this.codecs = new Codecs(schemas);
        this.log = new LogReader(kafka, Map.of());
        this.out = new KafkaFactOut(codecs, Map.of("bootstrap.servers", kafka));
        this.folder = folder;
        this.partitions = partitions;
    }

    /** @param partitions of the journal */
    static DyingCheck on(House house, Path folder, int partitions) {
        return new DyingCheck(
                house.endpoint("kafka"), HttpSchemaRegistry.of(house.endpoint("registry")), folder, partitions);
    }

    /** @param dies when the result is in the log and the checkpoint is written, just before it replaces the old one */
    void run(boolean dies) throws Exception {
        long nowMs = System.currentTimeMillis();
        JobRun run = new JobRun(
                "job_ledger-check_dying",
                "ledger-check",
                nowMs,
                null,
                JobTrigger.MANUAL,
                "operator",
                "",
                0,
                JobRunStatus.RUNNING,
                1,
                "w",
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
        FileStore files = new FolderStore(folder.resolve("exports"));
        new LedgerCheck(
                        new LogLedgerSource(log, codecs, partitions),
                        new LogFactScan(log, codecs, partitions),
                        out,
                        dies ? new Killed(files) : files,
                        LedgerSeal.of(SafeStart.keyHash(folder.resolve("keys.secret"))),
                        InstantSource.system())
                .run(run, UNHEARD);
    }

    @Override
    public void close() {
        out.close();
        schemas.close();
    }

    private record Killed(FileStore alive) implements FileStore {
        @Override
        public Draft create(String name) throws IOException {
            Draft draft = alive.create(name);
            return new Draft() {
                @Override
                public void write(int b) throws IOException {
                    draft.write(b);
                }

                @Override
                public void publish() throws IOException {
                    throw new IOException("killed");
                }

                // Who is killed tidies nothing up: the draft stays.
                @Override
                public void close() {}
            };
        }

        @Override
        public Optional<Content> open(String name) throws IOException {
            return alive.open(name);
        }

        @Override
        public Optional<Content> open(String name, long from, long length) throws IOException {
            return alive.open(name, from, length);
        }

        @Override
        public boolean delete(String name) throws IOException {
            return alive.delete(name);
        }

        @Override
        public List<Entry> list(String prefix) throws IOException {
            return alive.list(prefix);
        }

        @Override
        public int sweepDrafts(Instant before) throws IOException {
            return alive.sweepDrafts(before);
        }

        @Override
        public void close() {}
    }
}
