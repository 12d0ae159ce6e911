package dev.kassa.edge.reference;

import dev.kassa.avro.ExchangeRateBody;
import dev.kassa.avro.ReferenceFact;
import dev.kassa.edge.report.DatedRate;
import dev.kassa.edge.report.DatedRates;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Exchange rates with all that they were: read from the history when somebody needs a pair, and kept until its table says that
 * it has changed. Thread-safe.
 */
public final class RateHistory {
    private static final String KIND = "exchange-rate";

    /** Of one pair, the last ones: a change a day for 54 years. */
    private static final int VERSIONS_MAX = 20_000;

    private final ReferenceTable table;
    private final ReferenceHistory history;
    private final Map<String, DatedRates> kept = new ConcurrentHashMap<>();

    public RateHistory(ReferenceTable table, ReferenceHistory history) {
        this.table = table;
        this.history = history;
    }

    /**
     * The rates of a pair.
     *
     * @throws dev.kassa.edge.problem.Refusal unavailable where the log cannot be read now
     */
    public DatedRates of(String base, String quote) {
        String key = base + "-" + quote;
        long version = table.version(KIND, key);
        if (version == 0) {
            return DatedRates.NONE;
        }
        DatedRates known = kept.getOrDefault(key, DatedRates.NONE);
        if (known.version() >= version) {
            return known;
        }
        DatedRates read = new DatedRates(history.of(KIND, key, VERSIONS_MAX).stream()
                .map(RateHistory::rate)
                .toList());
        kept.put(key, read);
        return read;
    }

    /** Where a rate was removed, it is since then. */
    private static DatedRate rate(ReferenceFact fact) {
        return fact.getBody() instanceof ExchangeRateBody body
                ? new DatedRate(
                        fact.getVersion(),
                        new BigDecimal(body.getRate()),
                        body.getValidFromMs(),
                        body.getValidToMs(),
                        body.getSource())
                : new DatedRate(fact.getVersion(), null, fact.getChangedAtMs(), null, "");
    }
}
