package dev.kassa.edge.access;

import dev.kassa.avro.KeyUse;
import dev.kassa.edge.command.TopicWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other edges, and this one after its next start, when keys were used: once in a while, each key once at most, and
 * when it is closed. A process that is killed takes with it what it has not told yet.
 *
 * <p>Only what is newer than all that was told is told, so that of two edges the newest stays when the log is compacted; two
 * that tell of one key at the same moment may leave the older, which is no more than one such while older.
 */
public final class KeyUseTeller implements AutoCloseable {
    /** How often it tells. */
    public static final Duration EVERY = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(KeyUseTeller.class);
    private static final Duration CLOSE = Duration.ofSeconds(3);

    private final KeyUses uses;
    private final TopicWriter<KeyUse> writer;
    private final Predicate<String> known;
    private final BooleanSupplier caughtUp;
    private final Duration every;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    /**
     * @param known whether there still is a key of an id
     * @param caughtUp whether that can be told already
     */
    public KeyUseTeller(
            KeyUses uses,
            TopicWriter<KeyUse> writer,
            Predicate<String> known,
            BooleanSupplier caughtUp,
            Duration every) {
        this.uses = uses;
        this.writer = writer;
        this.known = known;
        this.caughtUp = caughtUp;
        this.every = every;
        this.thread = Thread.ofPlatform().name("edge-key-usage").daemon().start(this::run);
    }

    private void run() {
        try {
            boolean ended = false;
            while (!ended) {
                ended = stopped.await(every.toMillis(), TimeUnit.MILLISECONDS);
                tell();
            }
        } catch (InterruptedException e) {
            LOG.debug("the last uses of keys are not told: interrupted");
        }
    }

    private void tell() throws InterruptedException {
        if (!caughtUp.getAsBoolean()) {
            return;
        }
        List<CompletableFuture<Void>> taken = new ArrayList<>();
        uses.forgetAllBut(known).forEach(gone -> taken.add(writer.write(gone, null)));
        uses.untold().forEach(use -> taken.add(writer.write(use.getKeyId(), use)));
        try {
            CompletableFuture.allOf(taken.toArray(CompletableFuture[]::new))
                    .get(CLOSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // What the log did not take is told the next time, as nobody has told it yet.
            LOG.warn("the last uses of keys could not be told: {}", e.toString());
        }
    }

    /** Tells what is untold, within a few seconds. */
    @Override
    public void close() {
        stopped.countDown();
        try {
            if (!thread.join(CLOSE.plusSeconds(1))) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writer.close();
    }
}
