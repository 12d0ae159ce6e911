package dev.kassa.export.statement;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.SettlementLines;
import dev.kassa.ledger.Account;
import dev.kassa.ledger.Account.Bucket;
import java.util.List;

/** What the entries of a settlement add, one by one and together, held against what the settlement says. For one thread. */
final class StatementSums {
    private final SettlementFact settlement;
    private final SettlementLines lines;
    private final String pendingName;
    private final String availableName;
    private long pending;
    private long entries;

    /** What an entry added to the merchant's balances, in minor units. */
    record Added(long pending, long available) {}

    /** One of the lines that lead to the net amount, in minor units. */
    record Line(String name, long amount) {}

    StatementSums(SettlementFact settlement) {
        this.settlement = settlement;
        if (settlement.getLines() == null) {
            throw new IllegalStateException(settlement.getId() + " is not drawn up yet");
        }
        lines = settlement.getLines();
        pendingName = Account.merchant(settlement.getMerchantId(), Bucket.PENDING);
        availableName = Account.merchant(settlement.getMerchantId(), Bucket.AVAILABLE);
    }

    /** As it was drawn up. */
    SettlementLines drawn() {
        return lines;
    }

    Added add(EntryFact entry) {
        long toPending = 0;
        long toAvailable = 0;
        for (LegFact leg : entry.getLegs()) {
            if (leg.getCurrency().equals(settlement.getCurrency())) {
                long credit = Math.subtractExact(leg.getCredit(), leg.getDebit());
                toPending = Math.addExact(toPending, leg.getAccount().equals(pendingName) ? credit : 0);
                toAvailable = Math.addExact(toAvailable, leg.getAccount().equals(availableName) ? credit : 0);
            }
        }
        pending = Math.addExact(pending, toPending);
        entries++;
        return new Added(toPending, toAvailable);
    }

    /** @throws IllegalStateException where the entries that were added are not as many, or add up to other than it says */
    void prove() {
        if (lines.getEntries() != entries) {
            throw new IllegalStateException(
                    settlement.getId() + " has " + lines.getEntries() + " entries, and " + entries + " were found");
        }
        long owed = owed().stream().mapToLong(Line::amount).reduce(0, Math::addExact);
        if (owed != pending) {
            throw new IllegalStateException(
                    settlement.getId() + " says that its entries add " + owed + " to pending, and they add " + pending);
        }
    }

    /** What was added to pending by the entries so far. */
    long pending() {
        return pending;
    }

    /** Those that are of the entries. */
    List<Line> owed() {
        return List.of(
                new Line("gross", lines.getGross()),
                new Line("refunds", -lines.getRefunds()),
                new Line("refunds from available", lines.getRefundsFromAvailable()),
                new Line("chargebacks", -lines.getChargebacks()),
                new Line("fees", -lines.getFees()),
                new Line("other", lines.getOther()));
    }

    /** Reserve, and what is carried from one settlement into the next. */
    List<Line> beside() {
        return List.of(
                new Line("reserve held", -settlement.getReserveHeld()),
                new Line("reserve released", settlement.getReserveReleased()),
                new Line("carried in", settlement.getCarriedIn()),
                new Line("carried out", -settlement.getCarriedOut()));
    }

    /** What all the lines add up to. */
    Line net() {
        return new Line("net", settlement.getNet());
    }
}
