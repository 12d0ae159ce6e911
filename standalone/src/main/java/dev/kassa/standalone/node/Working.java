package dev.kassa.standalone.node;

import dev.kassa.archive.ArchiveJob;
import dev.kassa.check.CheckSeal;
import dev.kassa.check.LedgerCheck;
import dev.kassa.check.LogLedgerSource;
import dev.kassa.edge.Meters;
import dev.kassa.port.FileStore;
import dev.kassa.port.Snapshots;
import dev.kassa.replay.LogReader;
import dev.kassa.schedule.job.DailyStatistics;
import dev.kassa.schedule.job.FactOut;
import dev.kassa.schedule.job.FactScan;
import dev.kassa.schedule.job.KafkaFactOut;
import dev.kassa.schedule.job.LogFactScan;
import dev.kassa.schedule.job.NotificationCleanup;
import dev.kassa.schedule.job.SettlementReconciliation;
import dev.kassa.schedule.job.WithdrawalReminder;
import dev.kassa.schedule.work.Job;
import dev.kassa.schedule.work.JobFeed;
import dev.kassa.schedule.work.JobWorkSettings;
import dev.kassa.schedule.work.JobWorker;
import dev.kassa.schedule.work.KafkaJobOutbox;
import dev.kassa.schema.Metric;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Works on the runs of all jobs but the settlement, which its own application carries out. */
final class Working implements AutoCloseable {
    private final JobFeed feed;
    private final JobWorker worker;
    private final FactOut out;

    private Working(JobFeed feed, JobWorker worker, FactOut out) {
        this.feed = feed;
        this.worker = worker;
        this.out = out;
    }

    /**
     * @param zone in which jobs are scheduled
     * @param snapshots of the views
     * @param files where the ledger's checkpoint is, and the archive; stays the caller's
     * @param archiveAfter rows that were changed last so long ago are archived
     * @param seal what checks of the ledger are signed with
     */
    static Working start(
            Surroundings surroundings,
            ZoneId zone,
            Snapshots snapshots,
            FileStore files,
            Duration archiveAfter,
            CheckSeal seal) {
        String name = "jobs-" + surroundings.instance() + "-" + UUID.randomUUID();
        Map<String, Object> clients = new HashMap<>(surroundings.clientProperties());
        clients.put("bootstrap.servers", surroundings.bootstrapServers());
        FactOut out = new KafkaFactOut(surroundings.codecs(), clients);
        JobWorker worker = new JobWorker(
                jobs(surroundings, out, zone, snapshots, files, archiveAfter, seal),
                new KafkaJobOutbox(surroundings.codecs(), name, clients),
                name,
                JobWorkSettings.SHIPPED);
        return new Working(new JobFeed(surroundings.codecs(), clients, worker::changed), worker, out);
    }

    private static List<Job> jobs(
            Surroundings surroundings,
            FactOut out,
            ZoneId zone,
            Snapshots snapshots,
            FileStore files,
            Duration archiveAfter,
            CheckSeal seal) {
        LogReader log = new LogReader(surroundings.bootstrapServers(), Map.copyOf(surroundings.clientProperties()));
        FactScan scan = new LogFactScan(log, surroundings.codecs(), surroundings.partitions());
        InstantSource clock = InstantSource.system();
        return List.of(
                new SettlementReconciliation(scan, out, clock),
                new WithdrawalReminder(scan, out, clock),
                new LedgerCheck(
                        new LogLedgerSource(log, surroundings.codecs(), surroundings.partitions()),
                        scan,
                        out,
                        files,
                        seal,
                        clock),
                new ArchiveJob(scan, out, snapshots, files, surroundings.codecs(), archiveAfter, clock),
                new DailyStatistics(scan, out, clock, zone),
                new NotificationCleanup(scan, out));
    }

    void bind(Meters meters) {
        meters.gauge(Metric.JOBS_RUNNING, worker::running);
    }

    @Override
    public void close() {
        feed.close();
        worker.close();
        out.close();
    }
}
