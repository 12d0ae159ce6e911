package dev.kassa.export.work;

import dev.kassa.avro.ExportDue;
import dev.kassa.avro.StartExport;
import dev.kassa.export.Export;
import dev.kassa.export.ExportDesk;
import dev.kassa.export.ExportRules;
import dev.kassa.export.ExportStatus;
import dev.kassa.port.FileStore;
import dev.kassa.port.Snapshots;
import dev.kassa.port.Trends;
import dev.kassa.schema.ExportScope;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on the exports of the partitions that are here. Thread-safe; its own threads do everything that takes time.
 *
 * <p>An open export that nobody here works on is begun: one that was just asked for, one whose attempt failed, one whose worker
 * was lost. Whatever is told to the log may get lost; then it is told again.
 */
public final class ExportRunner implements ExportDesk, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExportRunner.class);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

    private final WorkSettings settings;
    private final ExportWriting writing;
    private final ExportOutbox outbox;
    private final String worker;
    private final WorkTally tally = new WorkTally();
    private final Map<Integer, Map<String, Export>> here = new HashMap<>();
    private final Map<String, ExportJob> jobs = new HashMap<>();
    private final Map<String, Long> dueToldAtMs = new HashMap<>();
    private final ExecutorService workers;
    private final ExecutorService cleaner;
    private final Thread desk;
    private boolean closed;

    /**
     * Works from now on.
     *
     * @param worker tells this process, and this life of it, from all others
     * @param partitions of every topic
     * @param rowsMax of one file
     */
    public ExportRunner(
            Snapshots snapshots,
            Trends trends,
            FileStore files,
            ExportOutbox outbox,
            String worker,
            int partitions,
            long rowsMax,
            WorkSettings settings) {
        this.settings = settings;
        this.writing = new ExportWriting(snapshots, trends, files, partitions, rowsMax);
        this.outbox = outbox;
        this.worker = worker;
        this.workers = Executors.newFixedThreadPool(
                settings.workers(),
                Thread.ofPlatform().daemon().name("export-", 0).factory());
        this.cleaner = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("export-cleaner").factory());
        this.desk = Thread.ofPlatform().daemon().name("export-desk").start(this::keepLooking);
    }

    /** What was done so far. */
    public WorkTally tally() {
        return tally;
    }

    /** Exports of the partitions here that are not finished. */
    public synchronized int open() {
        return (int) all().stream().filter(export -> export.status().isOpen()).count();
    }

    @Override
    public synchronized void opened(int partition, Collection<Export> exports) {
        Map<String, Export> byId = new HashMap<>();
        exports.forEach(export -> byId.put(export.id(), export));
        here.put(partition, byId);
        exports.forEach(this::clean);
        notifyAll();
    }

    @Override
    public synchronized void changed(int partition, Export export) {
        Map<String, Export> exports = here.get(partition);
        if (exports == null) {
            return;
        }
        exports.put(export.id(), export);
        ExportJob job = jobs.get(export.id());
        if (job != null && job.isBegun() && !export.isWorkOf(worker, job.attempt())) {
            if (export.status() != ExportStatus.COMPLETED) {
                job.stop();
            }
            jobs.remove(export.id());
        }
        if (!export.status().isOpen()) {
            clean(export);
        }
        notifyAll();
    }

    @Override
    public synchronized void forgotten(int partition, Export export) {
        Map<String, Export> exports = here.get(partition);
        if (exports != null) {
            exports.remove(export.id());
        }
        dueToldAtMs.remove(export.id());
    }

    @Override
    public synchronized void closed(int partition) {
        Map<String, Export> left = here.remove(partition);
        if (left != null) {
            left.keySet().forEach(this::leave);
        }
    }

    private void leave(String id) {
        dueToldAtMs.remove(id);
        ExportJob job = jobs.remove(id);
        if (job != null) {
            job.stop();
        }
    }

    private void keepLooking() {
        while (true) {
            synchronized (this) {
                if (closed) {
                    return;
                }
                try {
                    look(System.currentTimeMillis());
                    wait(settings.lookEvery().toMillis());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                } catch (RuntimeException e) {
                    LOG.error("looking after the exports failed; it goes on", e);
                }
            }
        }
    }

    /** Does what is to be done at this moment. */
    private void look(long nowMs) {
        for (Export export : all()) {
            ExportJob job = jobs.get(export.id());
            if (job != null) {
                lookAfter(export, job, nowMs);
            }
            if (nowMs >= ExportRules.nextMomentMs(export)) {
                due(export, nowMs);
            }
        }
        begin(nowMs);
    }

    private List<Export> all() {
        return here.values().stream()
                .flatMap(exports -> exports.values().stream())
                .toList();
    }

    private void lookAfter(Export export, ExportJob job, long nowMs) {
        long silentMs = nowMs - (job.isEnded() ? job.endedAtMs() : job.askedAtMs());
        boolean unheard = silentMs > settings.resendAfter().toMillis();
        if (job.isEnded() || !job.isBegun()) {
            if (!job.isBegun() && export.isWorkOf(worker, job.attempt())) {
                job.begin();
                submit(job);
            } else if (unheard || !export.status().isOpen()) {
                jobs.remove(export.id());
            }
        }
    }

    private void submit(ExportJob job) {
        try {
            workers.execute(job);
        } catch (RejectedExecutionException e) {
            LOG.debug("the process is being stopped");
        }
    }

    /** Gives free hands to those that wait: of scopes that have the fewest under way first, and then the oldest. */
    private void begin(long nowMs) {
        int free = settings.workers()
                - (int) jobs.values().stream().filter(job -> !job.isEnded()).count();
        while (free-- > 0) {
            Map<String, Integer> underWay = new HashMap<>();
            all().stream()
                    .filter(export -> jobs.containsKey(export.id()))
                    .forEach(export -> underWay.merge(scope(export), 1, Integer::sum));
            all().stream()
                    .filter(export ->
                            export.status().isOpen() && !jobs.containsKey(export.id()) && nowMs >= export.retryAtMs())
                    .min(Comparator.comparing((Export export) -> underWay.getOrDefault(scope(export), 0))
                            .thenComparing(Export::id))
                    .ifPresent(export -> ask(export, nowMs));
        }
    }

    private static String scope(Export export) {
        return ExportScope.of(export.order().merchantId());
    }

    private void ask(Export export, long nowMs) {
        int attempt = export.attempt() + 1;
        jobs.put(
                export.id(),
                new ExportJob(export, attempt, worker, writing, outbox, tally, settings.progressEvery(), nowMs));
        outbox.tell(export, new StartExport(export.id(), attempt, worker));
    }

    /** The file goes first: a link whose time is over leads nowhere, whether or not the log says so yet. */
    private void due(Export export, long nowMs) {
        Long told = dueToldAtMs.get(export.id());
        if (told != null && nowMs - told < settings.resendAfter().toMillis()) {
            return;
        }
        dueToldAtMs.put(export.id(), nowMs);
        cleaner.execute(() -> {
            if (export.status() != ExportStatus.COMPLETED || delete(export, 1, export.attempt())) {
                outbox.tell(export, new ExportDue(export.id()));
            }
        });
    }

    /** Deletes what attempts left behind that did not count. */
    private void clean(Export export) {
        int last = switch (export.status()) {
            case PENDING, RUNNING -> 0;
            case COMPLETED -> export.attempt() - 1;
            case FAILED, CANCELLED, EXPIRED -> export.attempt();
        };
        if (last > 0 && !cleaner.isShutdown()) {
            cleaner.execute(() -> delete(export, 1, last));
        }
    }

    private boolean delete(Export export, int first, int last) {
        try {
            for (int attempt = first; attempt <= last; attempt++) {
                writing.files().delete(export.fileOf(attempt));
            }
            return true;
        } catch (IOException e) {
            LOG.warn("{}: its files could not be deleted yet: {}", export.id(), e.toString());
            return false;
        }
    }

    /** Stops what is under way; it is begun anew wherever the partitions go. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            List.copyOf(here.keySet()).forEach(this::closed);
            notifyAll();
        }
        workers.shutdown();
        cleaner.shutdown();
        try {
            desk.join(CLOSE_MAX);
            if (!workers.awaitTermination(CLOSE_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("an export did not stop within {}", CLOSE_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        outbox.close();
    }
}
