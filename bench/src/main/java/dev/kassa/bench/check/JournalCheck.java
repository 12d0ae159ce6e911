package dev.kassa.bench.check;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** I1, I2, I3, I6 and the sequence of the journal, entry by entry, at every prefix of a partition. */
final class JournalCheck {
    private final Findings findings;
    private final Set<String> ids = new HashSet<>();
    private final List<Books> finished = new ArrayList<>();

    JournalCheck(Findings findings) {
        this.findings = findings;
    }

    /** Reads one partition's journal from its first entry. */
    Books partition(List<Logged<EntryFact>> entries) {
        Books books = new Books();
        Chain chain = new Chain();
        for (Logged<EntryFact> logged : entries) {
            one(logged);
            books.post(logged.value());
            prefix(logged, books);
            chain.next(logged, findings);
        }
        finished.add(books);
        return books;
    }

    /** The sums over all partitions read so far, as the trial balance shows them. */
    Map<String, Map<String, Long>> trialBalance() {
        Map<String, Map<String, Long>> sums = new TreeMap<>();
        finished.forEach(books -> books.addTo(sums));
        return sums;
    }

    private void one(Logged<EntryFact> logged) {
        EntryFact entry = logged.value();
        String at = logged.at();
        findings.unless(ids.add(entry.getId()), "I4", at, "entry " + entry.getId() + " is posted twice");
        Map<String, Long> sums = new TreeMap<>();
        for (LegFact leg : entry.getLegs()) {
            boolean oneSide =
                    (leg.getDebit() > 0 && leg.getCredit() == 0) || (leg.getDebit() == 0 && leg.getCredit() > 0);
            findings.unless(oneSide, "I1", at, "a leg needs exactly one of debit and credit above zero: " + leg);
            findings.unless(Accounts.wellNamed(leg.getAccount()), "I1", at, "no such account: " + leg.getAccount());
            Accounts.owner(leg.getAccount())
                    .ifPresent(owner ->
                            findings.equal(entry.getMerchantId(), owner, "I1", at, "owner of " + leg.getAccount()));
            sums.merge(leg.getCurrency(), Math.subtractExact(leg.getDebit(), leg.getCredit()), Math::addExact);
        }
        findings.unless(entry.getLegs().size() >= 2, "I1", at, "an entry has two legs at least");
        sums.forEach((currency, sum) -> findings.equal(0L, sum, "I1", at, "debits less credits in " + currency));
    }

    private void prefix(Logged<EntryFact> logged, Books books) {
        EntryFact entry = logged.value();
        books.sums()
                .forEach((currency, sum) ->
                        findings.equal(0L, sum, "I2", logged.at(), "sum of the partition in " + currency));
        for (LegFact leg : entry.getLegs()) {
            boolean mayBeNegative = Accounts.owner(leg.getAccount()).isEmpty()
                    || leg.getAccount().endsWith(":pending");
            long balance = books.balance(leg.getAccount(), leg.getCurrency());
            findings.unless(
                    mayBeNegative || balance >= 0,
                    "I3",
                    logged.at(),
                    leg.getAccount() + " falls to " + balance + " " + leg.getCurrency());
        }
    }
}
