package dev.kassa.schedule.job;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What the journal says of the pending of one merchant and currency, in minor units. Not thread-safe. */
final class SettlementFlows {
    private final NavigableMap<Integer, Long> byDate = new TreeMap<>();
    private final Map<String, Long> bySettlement = new HashMap<>();
    private long pending;

    /** An entry of a business date. */
    void ofDate(int date, long amount) {
        byDate.merge(date, amount, Math::addExact);
        pending = Math.addExact(pending, amount);
    }

    /** An entry that carries a settlement out. */
    void ofSettlement(String id, long amount) {
        bySettlement.merge(id, amount, Math::addExact);
        pending = Math.addExact(pending, amount);
    }

    /** What the entries of some dates added to pending. */
    long between(int from, int to) {
        return byDate.subMap(from, true, to, true).values().stream().reduce(0L, Math::addExact);
    }

    /** What carrying a settlement out added to pending. */
    long carriedOut(String id) {
        return bySettlement.getOrDefault(id, 0L);
    }

    /** The ledger's balance. */
    long pending() {
        return pending;
    }

    /** The sum over all dates. */
    long dated() {
        return byDate.values().stream().reduce(0L, Math::addExact);
    }
}
