package dev.kassa.bench.check;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The accounts of one partition, added up leg by leg. Balances are credits less debits, in minor units. */
final class Books {
    private record Slot(String account, String currency) {}

    private final Map<Slot, Long> balances = new HashMap<>();
    private final Map<String, Long> sums = new TreeMap<>();

    /** Adds one leg; overflow throws. */
    void post(LegFact leg) {
        long change = Math.subtractExact(leg.getCredit(), leg.getDebit());
        balances.merge(new Slot(leg.getAccount(), leg.getCurrency()), change, Math::addExact);
        sums.merge(leg.getCurrency(), change, Math::addExact);
    }

    void post(EntryFact entry) {
        entry.getLegs().forEach(this::post);
    }

    long balance(String account, String currency) {
        return balances.getOrDefault(new Slot(account, currency), 0L);
    }

    /** The sum over all accounts, by currency: zeros only, where debits equal credits. */
    Map<String, Long> sums() {
        return Collections.unmodifiableMap(sums);
    }

    /** Adds these accounts to a sum over partitions, as debits less credits by currency and account. */
    void addTo(Map<String, Map<String, Long>> trialBalance) {
        balances.forEach((slot, amount) -> trialBalance
                .computeIfAbsent(slot.currency, none -> new TreeMap<>())
                .merge(Accounts.trialBalanceName(slot.account), Math.negateExact(amount), Math::addExact));
    }
}
