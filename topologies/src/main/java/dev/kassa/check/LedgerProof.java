package dev.kassa.check;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LedgerCheckpoint;
import dev.kassa.avro.LegFact;
import dev.kassa.avro.SettlementCut;
import dev.kassa.avro.SettlementFact;
import dev.kassa.check.SettlementProof.Effect;
import dev.kassa.ledger.Account.Bucket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Proves the ledger of one partition, told its entries, cuts and settlements in the order of the commands that caused them,
 * from the first or from where a checkpoint was made. Memory grows with accounts, with open dates, and by a bit for each
 * command and kind of cause; never with entries as such. Not thread-safe.
 */
final class LedgerProof {
    private final int partition;
    private final Violations violations;
    private final EntryChain chain;
    private final Accounts accounts = new Accounts();
    private final Map<String, Long> sums = new HashMap<>();
    private final PostedCauses posted = new PostedCauses();
    private final SettlementProof settlements;
    private final List<Accounts.Posted> touched = new ArrayList<>();

    LedgerProof(int partition, Violations violations) {
        this.partition = partition;
        this.violations = violations;
        this.chain = new EntryChain(partition, violations);
        this.settlements = new SettlementProof(partition, violations);
    }

    void entry(EntryFact entry) {
        chain.next(entry);
        cause(entry);
        try {
            settlements.entry(entry, post(entry));
        } catch (ArithmeticException e) {
            says(Rule.LEG, entry, "moves amounts that do not fit");
        }
    }

    private void cause(EntryFact entry) {
        Causes.Cause cause = Causes.of(entry);
        if (cause.wrong() != null) {
            says(Rule.CAUSE, entry, cause.wrong());
        }
        boolean ofDate = entry.getSettlementId() == null;
        if (ofDate == entry.getKind().equals("settlement")) {
            says(
                    Rule.DATE,
                    entry,
                    "is of kind " + entry.getKind() + " and names the settlement " + entry.getSettlementId());
        }
        if (cause.place() != null && !posted.add(entry.getKind(), cause.place().offset())) {
            says(Rule.ONCE, entry, "is the second of its kind for its cause");
        }
    }

    private List<Effect> post(EntryFact entry) {
        List<Effect> effects = new ArrayList<>(1);
        touched.clear();
        for (LegFact leg : entry.getLegs()) {
            Accounts.Posted account = accounts.of(leg.getAccount(), leg.getCurrency());
            requireOwn(entry, account);
            account.post(leg.getDebit(), leg.getCredit());
            if (account.hasFloor() && leg.getDebit() > 0) {
                touched.add(account);
            }
            note(effects, account, Math.subtractExact(leg.getCredit(), leg.getDebit()));
        }
        balances(entry);
        for (Accounts.Posted account : touched) {
            if (account.balance() < 0) {
                Rule rule = account.bucket == Bucket.AVAILABLE ? Rule.AVAILABLE : Rule.HOLD;
                says(rule, entry, "lets " + account.account + " fall to " + account.balance() + " " + account.currency);
            }
        }
        return effects;
    }

    private void requireOwn(EntryFact entry, Accounts.Posted account) {
        if (!account.known) {
            says(Rule.ACCOUNT, entry, "posts to " + account.account + ", which is no account that there is");
        } else if (account.merchantId != null && !account.merchantId.equals(entry.getMerchantId())) {
            says(Rule.ACCOUNT, entry, "of " + entry.getMerchantId() + " posts to " + account.account);
        }
    }

    private static void note(List<Effect> effects, Accounts.Posted account, long credit) {
        for (int i = 0; i < effects.size(); i++) {
            if (effects.get(i).currency().equals(account.currency)) {
                effects.set(i, effects.get(i).plus(account.bucket, credit));
                return;
            }
        }
        effects.add(Effect.none(account.currency).plus(account.bucket, credit));
    }

    private void balances(EntryFact entry) {
        List<LegFact> legs = entry.getLegs();
        for (int i = 0; i < legs.size(); i++) {
            String currency = legs.get(i).getCurrency();
            if (isFirst(legs, i, currency)) {
                balances(entry, currency);
            }
        }
    }

    private static boolean isFirst(List<LegFact> legs, int place, String currency) {
        for (int i = 0; i < place; i++) {
            if (legs.get(i).getCurrency().equals(currency)) {
                return false;
            }
        }
        return true;
    }

    private void balances(EntryFact entry, String currency) {
        long sum = 0;
        for (LegFact leg : entry.getLegs()) {
            if (leg.getCurrency().equals(currency)) {
                sum = Math.addExact(sum, Math.subtractExact(leg.getCredit(), leg.getDebit()));
            }
        }
        if (sum == 0) {
            return;
        }
        says(Rule.BALANCED, entry, "is out of balance by " + sum + " " + currency);
        long before = sums.getOrDefault(currency, 0L);
        long after = Math.addExact(before, sum);
        sums.put(currency, after);
        if (before == 0) {
            says(Rule.PARTITION_BALANCED, entry, "leaves the partition out of balance by " + after + " " + currency);
        }
    }

    private void says(Rule rule, EntryFact entry, String text) {
        violations.add(rule, partition, entry.getSequence(), entry.getId(), "The entry " + text + ".");
    }

    /** What stands at an offset of a topic is no such record. */
    void unreadable(String topic, long offset) {
        violations.add(
                Rule.READABLE,
                partition,
                0,
                "",
                "What stands at " + topic + "-" + partition + "@" + offset + " cannot be read.");
    }

    void cut(SettlementCut cut) {
        settlements.cut(cut, chain.sequence());
    }

    void settlement(SettlementFact fact) {
        try {
            settlements.settlement(fact);
        } catch (ArithmeticException e) {
            violations.add(Rule.SETTLEMENT, partition, 0, fact.getId(), "The settlement has amounts that do not fit.");
        }
    }

    /** Whether the journal is there, up to the cut; otherwise it is told of later. */
    boolean isComplete(SettlementCut cut, long nowMs) {
        return cut.getJournalSequence() <= chain.sequence()
                || cut.getCutAtMs() < nowMs - SettlementProof.SEEN_WITHIN_MS;
    }

    /** Whether all is there that the fact is compared with; otherwise it is told of later. */
    boolean isComplete(SettlementFact fact, long nowMs) {
        return settlements.isComplete(fact) || fact.getUpdatedAtMs() < nowMs - SettlementProof.SEEN_WITHIN_MS;
    }

    /** Nothing more is there to be read now. */
    void end(long nowMs) {
        settlements.end(nowMs);
    }

    long sequence() {
        return chain.sequence();
    }

    byte[] lastHash() {
        return chain.lastHash();
    }

    /** Settlements that were compared with the entry that carried them out. */
    long compared() {
        return settlements.compared();
    }

    int accounts() {
        return accounts.count();
    }

    /** Debits and credits by currency. */
    Map<String, long[]> totals() {
        return accounts.totals();
    }

    /** What the next check goes on from; where it reads on is the caller's to say. */
    LedgerCheckpoint.Builder written() {
        return LedgerCheckpoint.newBuilder()
                .setPartition(partition)
                .setSequence(chain.sequence())
                .setCommandOffset(chain.commandOffset())
                .setLastHash(ByteBuffer.wrap(chain.lastHash()))
                .setDated(settlements.isDated())
                .setAccounts(accounts.written())
                .setPurses(settlements.purses())
                .setDrawn(settlements.drawn())
                .setExecuted(settlements.executed())
                .setCauses(posted.written());
    }

    /** Goes on from there. */
    void resume(LedgerCheckpoint from) {
        chain.resume(from.getSequence(), from.getCommandOffset(), EntryChain.bytes(from.getLastHash()));
        accounts.read(from.getAccounts());
        sums.putAll(accounts.differences());
        posted.read(from.getCauses());
        settlements.read(from.getDated(), from.getPurses(), from.getDrawn(), from.getExecuted());
    }
}
