package dev.kassa.edge.job;

import dev.kassa.avro.LedgerCheckFact;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What each check of the ledger came to, in memory: one a day as a rule. Thread-safe. Of two facts the later one stays. */
public final class CheckBoard {
    private static final Comparator<LedgerCheckFact> NEWEST =
            Comparator.comparing(CheckBoard::cursor).reversed();

    private final Map<String, LedgerCheckFact> checks = new ConcurrentHashMap<>();

    public void apply(LedgerCheckFact check) {
        checks.put(check.getId(), check);
    }

    public Optional<LedgerCheckFact> check(String id) {
        return Optional.ofNullable(checks.get(id));
    }

    /** Where a check stands in the list. */
    public static String cursor(LedgerCheckFact check) {
        return "%015d-%s".formatted(check.getStartedAtMs(), check.getId());
    }

    /** Newest first, at most so many behind a place. */
    public List<LedgerCheckFact> checks(@Nullable String before, int most) {
        return checks.values().stream()
                .filter(check -> before == null || cursor(check).compareTo(before) < 0)
                .sorted(NEWEST)
                .limit(most)
                .toList();
    }
}
