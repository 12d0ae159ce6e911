package dev.kassa.check;

import dev.kassa.avro.CheckedAccount;
import dev.kassa.ledger.Account.Bucket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What was ever posted to each account of a partition. Amounts in minor units. Not thread-safe. */
final class Accounts {
    private static final Pattern OF_PLATFORM =
            Pattern.compile("fees|fx|suspense|bank:clearing|channel:[^:]+:(receivable|costs)");
    private static final String OF_MERCHANT = "merchant:";

    private final Map<String, Posted> byName = new HashMap<>();

    /** One account in one currency. */
    static final class Posted {
        final String account;
        final String currency;
        final boolean known;
        final @Nullable String merchantId;
        final @Nullable Bucket bucket;
        long debits;
        long credits;

        /** The same account in a further currency. */
        private @Nullable Posted other;

        Posted(String account, String currency) {
            this.account = account;
            this.currency = currency;
            int last = account.lastIndexOf(':');
            boolean merchants = account.startsWith(OF_MERCHANT) && last > OF_MERCHANT.length();
            merchantId = merchants ? account.substring(OF_MERCHANT.length(), last) : null;
            bucket = merchants ? bucket(account.substring(last + 1)) : null;
            known = bucket != null || OF_PLATFORM.matcher(account).matches();
        }

        private static @Nullable Bucket bucket(String word) {
            for (Bucket each : Bucket.values()) {
                if (each.word().equals(word)) {
                    return each;
                }
            }
            return null;
        }

        /** @throws ArithmeticException where it does not fit; nothing is posted then */
        void post(long debit, long credit) {
            long debitsAfter = Math.addExact(debits, debit);
            long creditsAfter = Math.addExact(credits, credit);
            Math.subtractExact(creditsAfter, debitsAfter);
            debits = debitsAfter;
            credits = creditsAfter;
        }

        long balance() {
            return credits - debits;
        }

        /** Whether it may not fall below zero: a merchant's may not, but for pending, up to its negative limit. */
        boolean hasFloor() {
            return bucket != null && bucket != Bucket.PENDING;
        }
    }

    Posted of(String account, String currency) {
        Posted first = byName.get(account);
        if (first == null) {
            first = new Posted(account, currency);
            byName.put(account, first);
            return first;
        }
        for (Posted each = first; ; each = each.other) {
            if (each.currency.equals(currency)) {
                return each;
            }
            if (each.other == null) {
                each.other = new Posted(account, currency);
                return each.other;
            }
        }
    }

    /** Debits and credits by currency; of what does not fit, as only altered amounts do not, as much as fits. */
    Map<String, long[]> totals() {
        Map<String, long[]> totals = new TreeMap<>();
        for (Posted each : all()) {
            long[] total = totals.computeIfAbsent(each.currency, _ -> new long[2]);
            total[0] = added(total[0], each.debits);
            total[1] = added(total[1], each.credits);
        }
        return totals;
    }

    /** The sum of two amounts that are not below zero. */
    static long added(long amount, long other) {
        long sum = amount + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** By how much credits exceed debits, by currency. */
    Map<String, Long> differences() {
        Map<String, Long> differences = new TreeMap<>();
        all().forEach(each -> differences.merge(each.currency, each.balance(), Long::sum));
        return differences;
    }

    private List<Posted> all() {
        List<Posted> all = new ArrayList<>();
        for (Posted first : byName.values()) {
            for (Posted each = first; each != null; each = each.other) {
                all.add(each);
            }
        }
        return all;
    }

    int count() {
        return all().size();
    }

    /** As they are written down: by name and currency. */
    List<CheckedAccount> written() {
        List<CheckedAccount> written = new ArrayList<>();
        for (Posted each : all()) {
            written.add(new CheckedAccount(each.account, each.currency, each.debits, each.credits));
        }
        written.sort(Comparator.comparing(CheckedAccount::getAccount).thenComparing(CheckedAccount::getCurrency));
        return written;
    }

    void read(List<CheckedAccount> written) {
        for (CheckedAccount each : written) {
            of(each.getAccount(), each.getCurrency()).post(each.getDebits(), each.getCredits());
        }
    }
}
