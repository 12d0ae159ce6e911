package dev.kassa.check;

import dev.kassa.avro.CheckedExecution;
import dev.kassa.avro.CheckedPurse;
import dev.kassa.avro.CheckedStatement;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.SettlementCut;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.SettlementLines;
import dev.kassa.avro.SettlementStatusCode;
import dev.kassa.ledger.Account.Bucket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Proves of a partition that each entry is of one settlement at most, that settlements say what the journal says of their
 * dates, and that each that is completed was carried out by one entry of its numbers. Told everything in the order of the
 * commands that caused it. Not thread-safe.
 */
final class SettlementProof {
    /** What is committed together is seen by a reader within this time, whichever topic it is on. */
    static final long SEEN_WITHIN_MS = 60_000;

    private final int partition;
    private final Violations violations;
    private final Map<String, Map<String, Purse>> purses = new HashMap<>();
    private final Map<String, CheckedStatement> drawn = new TreeMap<>();
    private final Map<String, CheckedExecution> executed = new TreeMap<>();
    private boolean dated;
    private long compared;

    SettlementProof(int partition, Violations violations) {
        this.partition = partition;
        this.violations = violations;
    }

    /** What an entry added to a merchant's parts, in one currency. */
    record Effect(String currency, long pending, long available, long reserve) {
        static Effect none(String currency) {
            return new Effect(currency, 0, 0, 0);
        }

        Effect plus(@Nullable Bucket bucket, long credit) {
            if (bucket == null) {
                return this;
            }
            return switch (bucket) {
                case PENDING -> new Effect(currency, Math.addExact(pending, credit), available, reserve);
                case AVAILABLE -> new Effect(currency, pending, Math.addExact(available, credit), reserve);
                case RESERVE -> new Effect(currency, pending, available, Math.addExact(reserve, credit));
                case IN_TRANSIT, REFUND_HOLD, DISPUTE_HOLD -> this;
            };
        }
    }

    /** @param effects one for each currency of the entry */
    void entry(EntryFact entry, List<Effect> effects) {
        Integer date = entry.getSettlementDate();
        if (entry.getSettlementId() != null) {
            execution(entry, date, effects);
        } else if (date == null) {
            if (dated) {
                says(Rule.DATE, entry, "names neither a date nor a settlement, though entries before it do");
            }
        } else {
            dated = true;
            for (Effect effect : effects) {
                Purse purse = purse(entry.getMerchantId(), effect.currency);
                if (purse.isClosed(date)) {
                    says(Rule.DATE, entry, "is of day " + date + ", which was settled before");
                }
                purse.add(date, effect.pending);
            }
        }
    }

    private void execution(EntryFact entry, @Nullable Integer date, List<Effect> effects) {
        String settlementId = entry.getSettlementId();
        if (date != null || effects.size() != 1) {
            says(Rule.DATE, entry, "carries out " + settlementId + " and is of a date, or of several currencies, too");
            return;
        }
        Effect effect = effects.getFirst();
        CheckedExecution before = executed.put(
                settlementId,
                new CheckedExecution(
                        settlementId,
                        entry.getMerchantId(),
                        effect.currency,
                        effect.pending,
                        effect.available,
                        effect.reserve,
                        entry.getId(),
                        entry.getSequence(),
                        entry.getPostedAtMs()));
        if (before != null) {
            says(Rule.EXECUTION, entry, "carries out " + settlementId + ", as did entry " + before.getSequence());
        } else if (!drawn.containsKey(settlementId)
                && !purse(entry.getMerchantId(), effect.currency).isCutFor(settlementId)) {
            says(Rule.EXECUTION, entry, "carries out " + settlementId + ", which is none that was to be carried out");
        }
    }

    private void says(Rule rule, EntryFact entry, String text) {
        violations.add(rule, partition, entry.getSequence(), entry.getId(), "The entry " + text + ".");
    }

    private void says(Rule rule, SettlementFact fact, String text) {
        violations.add(rule, partition, 0, fact.getId(), "The settlement " + text + ".");
    }

    private Purse purse(String merchantId, String currency) {
        return purses.computeIfAbsent(merchantId, _ -> new TreeMap<>())
                .computeIfAbsent(currency, _ -> new Purse(merchantId, currency));
    }

    /** @param lastSequence of the journal before the command that closed the dates */
    void cut(SettlementCut cut, long lastSequence) {
        String id = cut.getSettlementId();
        if (id == null) {
            return;
        }
        if (cut.getJournalSequence() != lastSequence) {
            violations.add(
                    Rule.SETTLEMENT,
                    partition,
                    lastSequence,
                    id,
                    "The dates were closed at entry " + cut.getJournalSequence() + ", the journal was at "
                            + lastSequence + ".");
        }
        purse(cut.getMerchantId(), cut.getCurrency()).cut(id, cut.getFromDate(), cut.getToDate());
    }

    /** Whether all is there that a fact is compared with; otherwise it is told of later. */
    boolean isComplete(SettlementFact fact) {
        return fact.getStatus() != SettlementStatusCode.COMPLETED
                || movesNothing(fact)
                || executed.containsKey(fact.getId());
    }

    private static boolean movesNothing(SettlementFact fact) {
        return fact.getNet() == 0 && fact.getReserveHeld() == 0 && fact.getReserveReleased() == 0;
    }

    void settlement(SettlementFact fact) {
        SettlementLines lines = fact.getLines();
        if (lines == null) {
            return;
        }
        Purse purse = purse(fact.getMerchantId(), fact.getCurrency());
        Purse.Cut cut = purse.drawUp(fact.getId());
        if (cut != null) {
            drawnUp(fact, lines, purse, cut);
        } else if (!isDrawn(fact)) {
            says(Rule.SETTLEMENT, fact, "is none whose dates were closed, is over, or says other numbers than before");
            return;
        }
        if (fact.getStatus() == SettlementStatusCode.COMPLETED) {
            drawn.remove(fact.getId());
            completed(fact);
        }
    }

    private boolean isDrawn(SettlementFact fact) {
        return numbers(fact).equals(drawn.get(fact.getId()));
    }

    private static CheckedStatement numbers(SettlementFact fact) {
        return new CheckedStatement(fact.getId(), fact.getNet(), fact.getReserveHeld(), fact.getReserveReleased());
    }

    private void drawnUp(SettlementFact fact, SettlementLines lines, Purse purse, Purse.Cut cut) {
        drawn.put(fact.getId(), numbers(fact));
        long owed = Amounts.owed(lines);
        if (lines.getEntries() != cut.sum().entries || owed != cut.sum().owed) {
            says(
                    Rule.SETTLEMENT,
                    fact,
                    "says that " + lines.getEntries() + " entries added " + owed + " to pending; the journal has "
                            + cut.sum().entries + " that added " + cut.sum().owed);
        }
        if (fact.getFromDate() != cut.from() || fact.getBusinessDate() != cut.to()) {
            says(Rule.SETTLEMENT, fact, "is of other dates than those that were closed for it");
        }
        if (!Amounts.addsUp(fact, owed)) {
            says(Rule.SETTLEMENT, fact, "does not add up to its net amount " + fact.getNet());
        }
        long late = purse.late(cut);
        if (late > 0) {
            says(Rule.DATE, fact, "leaves out " + late + " entries that came to its dates after these were closed");
        }
    }

    private void completed(SettlementFact fact) {
        compared++;
        CheckedExecution entry = executed.remove(fact.getId());
        if (entry == null) {
            if (!movesNothing(fact)) {
                says(Rule.EXECUTION, fact, "is completed, and no entry carried it out");
            }
            return;
        }
        boolean same = entry.getMerchantId().equals(fact.getMerchantId())
                && entry.getCurrency().equals(fact.getCurrency())
                && entry.getPending() == fact.getReserveReleased() - fact.getNet() - fact.getReserveHeld()
                && entry.getAvailable() == fact.getNet()
                && entry.getReserve() == fact.getReserveHeld() - fact.getReserveReleased();
        if (!same) {
            violations.add(
                    Rule.EXECUTION,
                    partition,
                    entry.getSequence(),
                    entry.getEntryId(),
                    "The entry moves other amounts than " + fact.getId() + ", which it carries out, says.");
        }
    }

    /** Nothing more is there to be read. */
    void end(long nowMs) {
        Iterator<CheckedExecution> entries = executed.values().iterator();
        while (entries.hasNext()) {
            CheckedExecution entry = entries.next();
            if (entry.getPostedAtMs() < nowMs - SEEN_WITHIN_MS) {
                violations.add(
                        Rule.EXECUTION,
                        partition,
                        entry.getSequence(),
                        entry.getEntryId(),
                        "The entry carries out " + entry.getSettlementId() + ", which is not completed.");
                entries.remove();
            }
        }
    }

    long compared() {
        return compared;
    }

    boolean isDated() {
        return dated;
    }

    List<CheckedPurse> purses() {
        List<CheckedPurse> written = new ArrayList<>();
        purses.values().forEach(of -> of.values().forEach(purse -> written.add(purse.written())));
        written.sort(Comparator.comparing(CheckedPurse::getMerchantId).thenComparing(CheckedPurse::getCurrency));
        return written;
    }

    List<CheckedStatement> drawn() {
        return List.copyOf(drawn.values());
    }

    List<CheckedExecution> executed() {
        return List.copyOf(executed.values());
    }

    void read(
            boolean wasDated,
            List<CheckedPurse> writtenPurses,
            List<CheckedStatement> writtenDrawn,
            List<CheckedExecution> writtenExecuted) {
        dated = wasDated;
        writtenPurses.forEach(each -> purses.computeIfAbsent(each.getMerchantId(), _ -> new TreeMap<>())
                .put(each.getCurrency(), Purse.read(each)));
        writtenDrawn.forEach(each -> drawn.put(each.getSettlementId(), each));
        writtenExecuted.forEach(each -> executed.put(each.getSettlementId(), each));
    }
}
