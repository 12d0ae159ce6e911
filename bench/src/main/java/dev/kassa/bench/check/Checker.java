package dev.kassa.bench.check;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds evidence against the model. */
public final class Checker {
    private Checker() {}

    /** Every violation that the evidence shows, in the order found; empty where all is well. */
    public static List<Violation> check(Evidence evidence) {
        Findings findings = new Findings();
        RecordedLog log = evidence.log();
        Placement placement = new Placement(findings, log.partitions());
        JournalCheck journal = new JournalCheck(findings);
        ReferenceRules references = new ReferenceRules(findings, log);
        Map<String, MerchantModel> merchants = new HashMap<>();
        Map<String, Books> books = new HashMap<>();
        for (int partition = 0; partition < log.partitions(); partition++) {
            List<Logged<PaymentFact>> payments = of(log.payments(), partition);
            List<Logged<RefundFact>> refunds = of(log.refunds(), partition);
            List<Logged<EntryFact>> entries = of(log.journal(), partition);
            List<Logged<MerchantFact>> changed = of(log.merchants(), partition);
            placement.partition(changed, Checker::claim);
            placement.partition(payments, Checker::claim);
            placement.partition(refunds, Checker::claim);
            placement.partition(entries, Checker::claim);
            Books kept = journal.partition(entries);
            Map<String, MerchantModel> there = new Replay(findings, log.partitions(), references)
                    .partition(of(log.commands(), partition), payments, refunds, entries, changed);
            merchants.putAll(there);
            there.keySet().forEach(id -> books.put(id, kept));
        }
        references.finish(evidence.drained());
        new SettlementCheck(findings, log).check(evidence.drained());
        new CallCheck(findings, log).check();
        new ChannelCheck(findings, merchants).check(evidence.charges());
        new ExchangeCheck(findings, log).check(evidence.exchanges());
        new ChangeCheck(findings, log, references).check(evidence.changes(), evidence.exchanges());
        new ReadsCheck(findings, books, journal.trialBalance()).check(evidence.reads());
        new TrendsCheck(findings, log, journal.trialBalance()).check(evidence.reads());
        new QuietCheck(findings).check(log, merchants, evidence.drained());
        return findings.all();
    }

    private static <T> List<Logged<T>> of(List<Logged<T>> records, int partition) {
        return records.stream()
                .filter(logged -> logged.partition() == partition)
                .toList();
    }

    private static Placement.Claim claim(PaymentFact fact) {
        return new Placement.Claim(
                fact.getMerchantId(), fact.getPartition(), fact.getSequence(), fact.getCommandOffset());
    }

    private static Placement.Claim claim(MerchantFact fact) {
        return new Placement.Claim(fact.getId(), fact.getPartition(), fact.getSequence(), fact.getCommandOffset());
    }

    private static Placement.Claim claim(RefundFact fact) {
        return new Placement.Claim(
                fact.getMerchantId(), fact.getPartition(), fact.getSequence(), fact.getCommandOffset());
    }

    private static Placement.Claim claim(EntryFact entry) {
        return new Placement.Claim(
                entry.getMerchantId(), entry.getPartition(), entry.getSequence(), entry.getCommandOffset());
    }
}
