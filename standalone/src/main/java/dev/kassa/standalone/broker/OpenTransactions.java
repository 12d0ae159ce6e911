package dev.kassa.standalone.broker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Transactions that are decided and not yet marked in every partition. */
final class OpenTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(OpenTransactions.class);
    private static final Duration WAIT_MAX = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final ListTransactionsOptions DECIDED = new ListTransactionsOptions()
            .filterStates(List.of(TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT))
            .timeoutMs((int) WAIT_MAX.toMillis());

    private OpenTransactions() {}

    /** Waits for them, for a stopping broker could lose their markers (KAFKA-20734); but not for ever. */
    static void awaitEnded(String bootstrapServers) {
        long giveUpAt = System.nanoTime() + WAIT_MAX.toNanos();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            while (!admin.listTransactions(DECIDED)
                    .all()
                    .get(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)
                    .isEmpty()) {
                if (System.nanoTime() > giveUpAt) {
                    LOG.warn("transactions are still being marked as the broker stops");
                    return;
                }
                LockSupport.parkNanos(POLL.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the broker does not say whether transactions are being marked: {}", e.toString());
        }
    }
}
