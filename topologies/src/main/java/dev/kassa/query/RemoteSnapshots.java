package dev.kassa.query;

import dev.kassa.port.Snapshots;
import dev.kassa.port.ViewUnavailableException;
import dev.kassa.schema.Codecs;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Snapshots over views in other processes: each is asked of the instance that leads the partition, and comes over HTTP as it
 * is taken. Where that instance dies in the middle, the rest is not to be had elsewhere, as another position would be read: the
 * snapshot fails, and whoever reads begins anew. Thread-safe.
 */
public final class RemoteSnapshots implements Snapshots, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteSnapshots.class);

    /** A partition has another leader within that, where there is one to be had. */
    private static final Duration LEADER_MAX = Duration.ofSeconds(10);

    private static final Duration BEGIN_MAX = Duration.ofSeconds(10);

    /** Of a large partition few rows may be wanted, so that the next one is a while in coming. */
    private static final Duration ROW_MAX = Duration.ofMinutes(2);

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final RemoteViews views;
    private final ViewClient client;
    private final Codecs codecs;
    private final Duration leaderMax;
    private final Set<RemoteSnapshot> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("views-snapshots").daemon().factory());

    /**
     * @param views know who leads; stay the caller's
     * @param client stays the caller's
     */
    RemoteSnapshots(RemoteViews views, ViewClient client, Codecs codecs) {
        this(views, client, codecs, LEADER_MAX, ROW_MAX);
    }

    /**
     * @param leaderMax how long to wait for a partition to have a leader
     * @param rowMax how long to wait for the next row
     */
    RemoteSnapshots(RemoteViews views, ViewClient client, Codecs codecs, Duration leaderMax, Duration rowMax) {
        this.views = views;
        this.client = client;
        this.codecs = codecs;
        this.leaderMax = leaderMax;
        var _ = clock.scheduleWithFixedDelay(
                () -> letGo(rowMax), LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void letGo(Duration rowMax) {
        for (RemoteSnapshot snapshot : open) {
            try {
                snapshot.closeIfStuck(System.nanoTime(), rowMax.toNanos());
            } catch (IOException e) {
                LOG.debug("a stuck snapshot could not be let go of: {}", e.toString());
            }
        }
    }

    @Override
    public Snapshot open(Question question) {
        long giveUpAt = System.nanoTime() + leaderMax.toNanos();
        while (true) {
            URI leader = views.leader(question.partition());
            @Nullable Exception reason = null;
            if (leader != null) {
                try {
                    return ask(leader, question);
                } catch (IOException | SerializationException e) {
                    LOG.debug("{} sends no rows of partition {}: {}", leader, question.partition(), e.toString());
                    reason = e;
                }
            }
            if (System.nanoTime() >= giveUpAt || Thread.currentThread().isInterrupted()) {
                throw new ViewUnavailableException(
                        "no instance of the views leads partition " + question.partition(), reason);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            views.learn();
        }
    }

    private Snapshot ask(URI leader, Question question) throws IOException {
        SnapshotCalls calls = SnapshotCalls.of(codecs);
        RowCodec codec = RowCodec.of(question.kind(), codecs);
        InputStream body = client.stream(leader, SnapshotCalls.ROWS, calls.encode(question), BEGIN_MAX);
        RemoteSnapshot snapshot = new RemoteSnapshot(body, calls, codec, open::remove);
        open.add(snapshot);
        try {
            snapshot.begin();
            return snapshot;
        } catch (IOException | RuntimeException e) {
            snapshot.close();
            throw e;
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
