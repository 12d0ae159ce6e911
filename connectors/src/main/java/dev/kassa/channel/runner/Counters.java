package dev.kassa.channel.runner;

import dev.kassa.avro.ChannelResult;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Where a connector counts. Thread-safe. */
final class Counters {
    final LongAdder calls = new LongAdder();
    final AtomicLong inFlight = new AtomicLong();
    final LongAdder redelivered = new LongAdder();
    final LongAdder handedOver = new LongAdder();
    final LongAdder deadLetters = new LongAdder();
    final LongAdder retried = new LongAdder();
    final LongAdder lockLost = new LongAdder();
    final Histogram callLatency = new Histogram();
    final Histogram hopLatency = new Histogram();
    private final Map<ChannelResult, LongAdder> outcomes = new EnumMap<>(ChannelResult.class);

    Counters() {
        for (ChannelResult result : ChannelResult.values()) {
            outcomes.put(result, new LongAdder());
        }
    }

    void outcome(ChannelResult result) {
        outcomes.getOrDefault(result, calls).increment();
    }

    ConnectorMetrics snapshot() {
        Map<ChannelResult, Long> byResult = new EnumMap<>(ChannelResult.class);
        outcomes.forEach((result, count) -> byResult.put(result, count.sum()));
        return new ConnectorMetrics(
                calls.sum(),
                byResult,
                inFlight.get(),
                redelivered.sum(),
                handedOver.sum(),
                deadLetters.sum(),
                retried.sum(),
                lockLost.sum(),
                callLatency.snapshot(),
                hopLatency.snapshot());
    }
}
