package dev.kassa.channel.runner;

import java.util.LinkedHashMap;
import java.util.List;
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
    private final Map<String, LongAdder> outcomes = new LinkedHashMap<>();

    /** @param results every result that there is */
    Counters(List<String> results) {
        for (String result : results) {
            outcomes.put(result, new LongAdder());
        }
    }

    void outcome(String result) {
        outcomes.getOrDefault(result, calls).increment();
    }

    ConnectorMetrics snapshot() {
        Map<String, Long> byResult = new LinkedHashMap<>();
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
