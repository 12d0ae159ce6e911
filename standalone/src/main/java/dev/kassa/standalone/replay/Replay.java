package dev.kassa.standalone.replay;

import dev.kassa.standalone.api.ApiClient;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends rows of orders to Kassa: the merchants first, then the rows in file order, several at a time, those of one order
 * strictly one after the other.
 */
public final class Replay {
    /**
     * How to send.
     *
     * @param concurrency rows under way at a time
     * @param rowsPerSecond an open loop of so many rows a second, latencies counted from when a row was due; 0 for as
     *     fast as the answers come
     * @param patience how long a row is tried for
     */
    public record Settings(URI url, String operatorKey, int concurrency, double rowsPerSecond, Patience patience) {}

    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

    private final Settings settings;
    private final Runnable afterEachRow;

    /** @param afterEachRow called by several threads */
    public Replay(Settings settings, Runnable afterEachRow) {
        this.settings = settings;
        this.afterEachRow = afterEachRow;
    }

    /** @throws ReplayException where the API is not there, or refuses the key or a merchant */
    public Summary run(List<OrderRow> rows, String fileName) throws InterruptedException {
        try (ApiClient api = new ApiClient(settings.url(), settings.operatorKey())) {
            List<RetailMerchant> merchants = RetailMerchant.of(rows);
            MerchantSender sender = new MerchantSender(api, settings.patience());
            int created = 0;
            for (RetailMerchant merchant : merchants) {
                created += sender.create(merchant) ? 1 : 0;
            }
            long startedAt = System.nanoTime();
            Tally tally = new Tally();
            sendAll(rows, new RowSender(api, settings.patience()), tally, startedAt);
            Duration elapsed = Duration.ofNanos(System.nanoTime() - startedAt);
            return tally.summary(fileName, merchants.size(), created, elapsed);
        }
    }

    private void sendAll(List<OrderRow> rows, RowSender sender, Tally tally, long startedAt)
            throws InterruptedException {
        Map<String, CompletableFuture<Void>> lastOfThread = new HashMap<>();
        Semaphore free = new Semaphore(settings.concurrency());
        for (int i = 0; i < rows.size(); i++) {
            long dueAt = waitUntilDue(startedAt, i);
            // A row that waits for the one before it holds a place; that one has its place already, so all get on.
            free.acquire();
            OrderRow row = rows.get(i);
            CompletableFuture<Void> done = new CompletableFuture<>();
            CompletableFuture<Void> before =
                    lastOfThread.getOrDefault(row.thread(), CompletableFuture.completedFuture(null));
            lastOfThread.put(row.thread(), done);
            Thread.ofVirtual().start(() -> {
                try {
                    before.join();
                    send(row, sender, tally, settings.rowsPerSecond() > 0 ? dueAt : System.nanoTime());
                } finally {
                    done.complete(null);
                    free.release();
                    afterEachRow.run();
                }
            });
        }
        free.acquire(settings.concurrency());
    }

    private static void send(OrderRow row, RowSender sender, Tally tally, long sentAt) {
        Outcome outcome;
        try {
            outcome = sender.send(row);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            outcome = Outcome.unanswered("interrupted");
        } catch (RuntimeException e) {
            LOG.error("line {} got an answer that cannot be read", row.line(), e);
            outcome = Outcome.unanswered("unreadable_answer");
        }
        tally.add(row, outcome, System.nanoTime() - sentAt);
    }

    private long waitUntilDue(long startedAt, int index) {
        if (settings.rowsPerSecond() <= 0) {
            return startedAt;
        }
        long dueAt = startedAt + (long) (index / settings.rowsPerSecond() * TimeUnit.SECONDS.toNanos(1));
        for (long wait = dueAt - System.nanoTime(); wait > 0; wait = dueAt - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
        return dueAt;
    }
}
