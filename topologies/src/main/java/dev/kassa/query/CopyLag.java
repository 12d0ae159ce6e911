package dev.kassa.query;

import dev.kassa.view.ViewStores;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntToLongFunction;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.errors.StreamsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many records this instance's copies are behind what was logged. Asked of Kafka at most once a second, by one reader; the
 * others go by what was known before. Thread-safe.
 */
public final class CopyLag implements IntToLongFunction {
    private static final Logger LOG = LoggerFactory.getLogger(CopyLag.class);
    private static final Duration KEPT = Duration.ofSeconds(1);

    private final KafkaStreams views;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile Map<Integer, LagInfo> lags = Map.of();
    private volatile long askedNs = System.nanoTime() - KEPT.toNanos();

    public CopyLag(KafkaStreams views) {
        this.views = views;
    }

    /** Of a copy that is not known, more than any. */
    @Override
    public long applyAsLong(int partition) {
        if (System.nanoTime() - askedNs >= KEPT.toNanos() && asking.compareAndSet(false, true)) {
            try {
                lags = views.allLocalStorePartitionLags().getOrDefault(ViewStores.FACTS, Map.of());
            } catch (StreamsException e) {
                LOG.debug("the lag of the copies is not known anew", e);
            } finally {
                askedNs = System.nanoTime();
                asking.set(false);
            }
        }
        LagInfo lag = lags.get(partition);
        return lag == null ? Long.MAX_VALUE : lag.offsetLag();
    }
}
