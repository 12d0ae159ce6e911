package dev.kassa.bench.check;

import dev.kassa.bench.check.Evidence.Reads;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** I7: what reads answer is what the journal adds up to. */
final class ReadsCheck {
    private final Findings findings;
    private final Map<String, Books> books;
    private final Map<String, Map<String, Long>> trialBalance;

    ReadsCheck(Findings findings, Map<String, Books> books, Map<String, Map<String, Long>> trialBalance) {
        this.findings = findings;
        this.books = books;
        this.trialBalance = trialBalance;
    }

    void check(@Nullable Reads reads) {
        if (reads == null) {
            return;
        }
        reads.balances()
                .forEach((merchant, currencies) -> currencies.forEach((currency, buckets) -> {
                    for (String bucket : Accounts.BUCKETS) {
                        Books kept = books.get(merchant);
                        long expected = kept == null ? 0 : kept.balance(Accounts.merchant(merchant, bucket), currency);
                        findings.equal(
                                expected,
                                Objects.requireNonNullElse(buckets.get(bucket), 0L),
                                "I7",
                                "balances of " + merchant,
                                currency + " " + bucket);
                    }
                }));
        findings.equal(
                withoutZeros(trialBalance), withoutZeros(reads.trialBalance()), "I7", "trial balance", "the whole");
        findings.unless(reads.healthy(), "I7", "trial balance", "says that it is not healthy");
    }

    static Map<String, Map<String, Long>> withoutZeros(Map<String, Map<String, Long>> sums) {
        Map<String, Map<String, Long>> kept = new TreeMap<>();
        sums.forEach((currency, accounts) -> {
            Map<String, Long> nonZero = new TreeMap<>(accounts);
            nonZero.values().removeIf(amount -> amount == 0);
            if (!nonZero.isEmpty()) {
                kept.put(currency, nonZero);
            }
        });
        return kept;
    }
}
