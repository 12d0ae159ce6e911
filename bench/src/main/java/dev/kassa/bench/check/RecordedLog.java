package dev.kassa.bench.check;

import dev.kassa.avro.ChannelCommand;
import dev.kassa.avro.Command;
import dev.kassa.avro.DeadLetter;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.ReferenceApplied;
import dev.kassa.avro.ReferenceFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.SettlementCut;
import dev.kassa.avro.SettlementFact;
import java.util.List;

/**
 * Everything of the log that the checker looks at. Within a partition each list is in log order.
 *
 * @param partitions how many partitions each topic has
 * @param merchants every fact: of a log that is older than its compaction this list is not whole, and the checker says so
 * @param cuts where in the journal dates were closed
 * @param history every change of what all merchants share
 * @param applied from where each of them holds
 * @param calls what the core had channels asked for
 * @param unreadable records of {@code commands} that are no command, with the reason
 * @param unfinished what a read-committed reader cannot see the end of, in words; empty where nothing hangs
 */
public record RecordedLog(
        int partitions,
        List<Logged<Command>> commands,
        List<Logged<PaymentFact>> payments,
        List<Logged<RefundFact>> refunds,
        List<Logged<EntryFact>> journal,
        List<Logged<MerchantFact>> merchants,
        List<Logged<SettlementFact>> settlements,
        List<Logged<SettlementCut>> cuts,
        List<Logged<ReferenceFact>> history,
        List<Logged<ReferenceApplied>> applied,
        List<Logged<ChannelCommand>> calls,
        List<Logged<DeadLetter>> deadLetters,
        List<Logged<String>> unreadable,
        List<String> unfinished) {}
