package dev.kassa.bench.check;

import dev.kassa.avro.Command;
import dev.kassa.avro.DeadLetter;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import java.util.List;

/**
 * Everything of the log that the checker looks at. Within a partition each list is in log order.
 *
 * @param partitions how many partitions each topic has
 * @param unreadable records of {@code commands} that are no command, with the reason
 * @param unfinished what a read-committed reader cannot see the end of, in words; empty where nothing hangs
 */
public record RecordedLog(
        int partitions,
        List<Logged<Command>> commands,
        List<Logged<PaymentFact>> payments,
        List<Logged<RefundFact>> refunds,
        List<Logged<EntryFact>> journal,
        List<Logged<DeadLetter>> deadLetters,
        List<Logged<String>> unreadable,
        List<String> unfinished) {}
