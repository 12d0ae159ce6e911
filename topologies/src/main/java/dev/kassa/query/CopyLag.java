package dev.kassa.query;

import dev.kassa.view.ViewStores;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;

/** How many records this instance's copies are behind what was logged, looked up at most once a second. Thread-safe. */
public final class CopyLag implements IntToLongFunction {
    private static final Duration KEPT = Duration.ofSeconds(1);

    private final KafkaStreams views;
    private volatile Lags lags = new Lags(Map.of(), System.nanoTime() - KEPT.toNanos());

    private record Lags(Map<Integer, LagInfo> byPartition, long atNs) {}

    public CopyLag(KafkaStreams views) {
        this.views = views;
    }

    /** Of a copy that is not known, 0. */
    @Override
    public long applyAsLong(int partition) {
        if (System.nanoTime() - lags.atNs >= KEPT.toNanos()) {
            lags = new Lags(
                    views.allLocalStorePartitionLags().getOrDefault(ViewStores.FACTS, Map.of()), System.nanoTime());
        }
        LagInfo lag = lags.byPartition.get(partition);
        return lag == null ? 0 : lag.offsetLag();
    }
}
