package dev.kassa.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.ArchiveFact;
import dev.kassa.avro.ArchiveKind;
import dev.kassa.avro.ArchiveStatus;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.RefundStatusCode;
import dev.kassa.payment.PaymentStatus;
import dev.kassa.port.FileStore;
import dev.kassa.port.Snapshots;
import dev.kassa.port.Snapshots.Kind;
import dev.kassa.port.Snapshots.Question;
import dev.kassa.port.Snapshots.Snapshot;
import dev.kassa.port.Snapshots.Time;
import dev.kassa.schedule.JobCatalogue;
import dev.kassa.schedule.JobCount;
import dev.kassa.schedule.JobRun;
import dev.kassa.schedule.job.FactOut;
import dev.kassa.schedule.job.FactScan;
import dev.kassa.schedule.work.Job;
import dev.kassa.schedule.work.JobResult;
import dev.kassa.schedule.work.Progress;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Writes what nobody has changed for long to files, and tells of each once it is there, whole and read back. What the views
 * do then is theirs.
 *
 * <p>An attempt writes to names of its own, and goes on after the files that earlier attempts at the run have told of: done
 * twice, nothing is in two files but what two workers wrote at the same time, and then both are sound.
 */
public final class ArchiveJob implements Job {
    /** What nobody told of may be under way; after so long it is not. */
    private static final Duration LEFT_OVER_AFTER = Duration.ofDays(1);

    private static final int ROWS_BETWEEN_LOOKS = 1_000;

    private final FactScan scan;
    private final FactOut out;
    private final Snapshots snapshots;
    private final FileStore files;
    private final Codecs codecs;
    private final Duration after;
    private final InstantSource clock;

    /**
     * @param snapshots of the views
     * @param files stays the caller's
     * @param after rows that were changed last so long before the run's slot are archived
     */
    public ArchiveJob(
            FactScan scan,
            FactOut out,
            Snapshots snapshots,
            FileStore files,
            Codecs codecs,
            Duration after,
            InstantSource clock) {
        this.scan = scan;
        this.out = out;
        this.snapshots = snapshots;
        this.files = files;
        this.codecs = codecs;
        this.after = after;
        this.clock = clock;
    }

    @Override
    public String name() {
        return JobCatalogue.ARCHIVE;
    }

    @Override
    public JobResult run(JobRun run, Progress progress) throws IOException, InterruptedException {
        Map<String, ArchiveFact> told = told(scan);
        Tally tally = new Tally();
        sweep(told);
        for (int partition = 0; partition < scan.partitions(); partition++) {
            for (Rows<?> rows : kinds(run.slotAtMs() - after.toMillis())) {
                progress.goOn();
                ArchiveFact file = before(told, run, rows.kind, partition);
                if (file == null) {
                    file = archived(rows, run, partition, tally, progress);
                }
                tally.add(file, partition);
            }
        }
        return tally.result();
    }

    /** Every file that was told of, by name, as it stands. */
    public static Map<String, ArchiveFact> told(FactScan scan) throws InterruptedException {
        Map<String, ArchiveFact> told = new HashMap<>();
        for (int partition = 0; partition < scan.partitions(); partition++) {
            scan.each(
                    Topics.ARCHIVES,
                    partition,
                    file -> told.merge(
                            file.getName(),
                            file,
                            (one, other) -> one.getStatus() == ArchiveStatus.RESTORED ? one : other));
        }
        return told;
    }

    private static @Nullable ArchiveFact before(
            Map<String, ArchiveFact> told, JobRun run, ArchiveKind kind, int partition) {
        return told.values().stream()
                .filter(file ->
                        file.getRunId().equals(run.id()) && file.getKind() == kind && file.getPartition() == partition)
                .findFirst()
                .orElse(null);
    }

    /** What is read of a kind, and which of it is to be archived. */
    private record Rows<T extends SpecificRecordBase>(
            ArchiveKind kind, Kind asked, Topic<T> topic, long beforeMs, Predicate<T> settled) {}

    private static List<Rows<?>> kinds(long beforeMs) {
        return List.of(
                new Rows<PaymentFact>(
                        ArchiveKind.PAYMENTS,
                        Kind.PAYMENTS,
                        Topics.PAYMENTS,
                        beforeMs,
                        payment -> payment.getUpdatedAtMs() < beforeMs && isOver(payment)),
                new Rows<RefundFact>(
                        ArchiveKind.REFUNDS,
                        Kind.REFUNDS,
                        Topics.REFUNDS,
                        beforeMs,
                        refund -> refund.getUpdatedAtMs() < beforeMs
                                && (refund.getStatus() == RefundStatusCode.SUCCEEDED
                                        || refund.getStatus() == RefundStatusCode.FAILED)),
                new Rows<EntryFact>(
                        ArchiveKind.ENTRIES,
                        Kind.ENTRIES,
                        Topics.JOURNAL,
                        beforeMs,
                        entry -> entry.getPostedAtMs() < beforeMs));
    }

    private static boolean isOver(PaymentFact payment) {
        return switch (payment.getStatus()) {
            case UNRECOGNISED -> false;
            default -> !PaymentStatus.valueOf(payment.getStatus().name()).isLive() && payment.getAmountRefunding() == 0;
        };
    }

    private <T extends SpecificRecordBase> @Nullable ArchiveFact archived(
            Rows<T> rows, JobRun run, int partition, Tally tally, Progress progress)
            throws IOException, InterruptedException {
        String name = ArchiveNames.file(run.slotAtMs(), rows.kind, partition, run.attempt());
        ArchiveFact.Builder said = ArchiveFact.newBuilder()
                .setName(name)
                .setKind(rows.kind)
                .setPartition(partition)
                .setStatus(ArchiveStatus.ARCHIVED)
                .setRunId(run.id())
                .setSlotAtMs(run.slotAtMs())
                .setAttempt(run.attempt())
                .setBeforeMs(rows.beforeMs)
                .setCreatedAtMs(clock.millis());
        if (!written(rows, name, said, tally, progress)) {
            return null;
        }
        ArchiveFact file = said.build();
        manifest(file);
        Optional<String> difference = new ArchiveCheck(files).difference(file);
        if (difference.isPresent()) {
            throw new IOException("The file " + name + " was written, and when it was read back " + difference.get());
        }
        progress.goOn();
        out.write(Topics.ARCHIVES, partition, name, file);
        return file;
    }

    /** @return whether there was a row */
    private <T extends SpecificRecordBase> boolean written(
            Rows<T> rows, String name, ArchiveFact.Builder said, Tally tally, Progress progress)
            throws IOException, InterruptedException {
        Question question = new Question(
                rows.asked, said.getPartition(), null, Long.MIN_VALUE, rows.beforeMs, Time.PROCESSING, true);
        Class<T> type = rows.topic.valueType();
        try (Snapshot snapshot = snapshots.open(question);
                ArchiveWriter<T> writer =
                        new ArchiveWriter<>(files, name, codecs.of(rows.topic), rows.topic.schema())) {
            said.setPosition(snapshot.position());
            for (long looked = 0; snapshot.hasNext(); looked++) {
                T row = type.cast(snapshot.next());
                if (rows.settled.test(row)) {
                    writer.add(row);
                }
                if (looked % ROWS_BETWEEN_LOOKS == 0) {
                    progress.goOn();
                    progress.tell(tally.with(rows.kind, writer.rows()), name + " is being written.");
                }
            }
            if (writer.rows() == 0) {
                return false;
            }
            writer.publish(said);
            return true;
        }
    }

    private void manifest(ArchiveFact file) throws IOException {
        try (FileStore.Draft draft = files.create(ArchiveNames.manifest(file.getName()))) {
            draft.write(ArchiveManifest.of(file).getBytes(UTF_8));
            draft.publish();
        }
    }

    /** Files that a broken attempt has left behind: no record tells of them, and none will. */
    private void sweep(Map<String, ArchiveFact> told) throws IOException {
        Set<String> known = new HashSet<>(told.keySet());
        told.keySet().forEach(name -> known.add(ArchiveNames.manifest(name)));
        Instant before = clock.instant().minus(LEFT_OVER_AFTER);
        for (FileStore.Entry entry : files.list(ArchiveNames.FOLDER)) {
            if (!known.contains(entry.name()) && entry.publishedAt().isBefore(before)) {
                files.delete(entry.name());
            }
        }
    }

    /** What a run came to. */
    private static final class Tally {
        private final Map<ArchiveKind, Long> rows = new HashMap<>();
        private final List<String> positions = new ArrayList<>();
        private long files;
        private long bytes;

        void add(@Nullable ArchiveFact file, int partition) {
            if (file == null) {
                return;
            }
            rows.merge(file.getKind(), file.getRows(), Long::sum);
            files++;
            bytes += file.getBytes();
            if (file.getKind() == ArchiveKind.ENTRIES) {
                positions.add(partition + ":" + file.getPosition().getJournal());
            }
        }

        List<JobCount> with(ArchiveKind kind, long more) {
            return List.of(
                    count(ArchiveKind.PAYMENTS, kind, more),
                    count(ArchiveKind.REFUNDS, kind, more),
                    count(ArchiveKind.ENTRIES, kind, more),
                    new JobCount("files", files),
                    new JobCount("bytes", bytes));
        }

        private JobCount count(ArchiveKind of, ArchiveKind kind, long more) {
            return new JobCount(ArchiveNames.word(of), rows.getOrDefault(of, 0L) + (of == kind ? more : 0));
        }

        JobResult result() {
            long all = rows.values().stream().mapToLong(Long::longValue).sum();
            return new JobResult(
                    with(ArchiveKind.PAYMENTS, 0),
                    String.join(" ", positions),
                    all == 0
                            ? "Nothing is old enough to be archived."
                            : all + " rows are in " + files + " files; the views put them out of their stores.");
        }
    }
}
