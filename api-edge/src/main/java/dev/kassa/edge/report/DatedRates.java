package dev.kassa.edge.report;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All versions of the exchange rate of a base and a quoted currency. Immutable.
 *
 * <p>The rate of a date is the one that holds in its last millisecond in UTC: of the versions that say they hold then, the
 * latest. So a change replaces what was said before of the time that it is valid for, and of no other; a rollback restores;
 * and where a rate was removed there is none from that moment on.
 */
public final class DatedRates {
    /** No rate was ever told. */
    public static final DatedRates NONE = new DatedRates(List.of());

    private final List<DatedRate> newestFirst;

    /** @param versions in any order */
    public DatedRates(List<DatedRate> versions) {
        this.newestFirst = versions.stream()
                .sorted(Comparator.comparingLong(DatedRate::version).reversed())
                .toList();
    }

    /** The rate of a date, if there is one. */
    public Optional<DatedRate> on(LocalDate date) {
        long last = date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli() - 1;
        return newestFirst.stream()
                .filter(version -> version.holdsAt(last))
                .findFirst()
                .filter(version -> version.rate() != null);
    }

    /** The latest version; 0 where there is none. */
    public long version() {
        return newestFirst.isEmpty() ? 0 : newestFirst.getFirst().version();
    }
}
