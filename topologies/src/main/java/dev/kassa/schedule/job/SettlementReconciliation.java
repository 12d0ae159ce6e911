package dev.kassa.schedule.job;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import dev.kassa.avro.NoticeSeverity;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.SettlementLines;
import dev.kassa.avro.SettlementStatusCode;
import dev.kassa.ledger.Account;
import dev.kassa.ledger.Account.Bucket;
import dev.kassa.schedule.JobCatalogue;
import dev.kassa.schedule.JobCount;
import dev.kassa.schedule.JobRun;
import dev.kassa.schedule.work.Job;
import dev.kassa.schedule.work.JobResult;
import dev.kassa.schedule.work.Progress;
import dev.kassa.schema.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares settlements with the journal. Each settlement says of its dates what the journal says of them, and each that was
 * carried out took from pending what it says; so all settlements, and what is not settled yet, are the ledger's pending. What
 * is not so is a notice, as are settlements that wait longer than a day or have failed.
 *
 * <p>Of each partition the settlements are read first: the journal, read later, has all that they can know of.
 */
public final class SettlementReconciliation implements Job {
    static final String MISMATCH = "settlement_mismatch";
    static final String WAITS = "settlement_waits";
    static final String FAILED = "settlement_failed";

    private static final Duration PATIENCE = Duration.ofHours(24);

    private final FactScan scan;
    private final FactOut out;
    private final InstantSource clock;

    public SettlementReconciliation(FactScan scan, FactOut out, InstantSource clock) {
        this.scan = scan;
        this.out = out;
        this.clock = clock;
    }

    private record Purse(String merchantId, String currency) {}

    @Override
    public String name() {
        return JobCatalogue.SETTLEMENT_RECONCILIATION;
    }

    @Override
    public JobResult run(JobRun run, Progress progress) throws IOException, InterruptedException {
        Read read = new Read();
        StringBuilder position = new StringBuilder();
        for (int partition = 0; partition < scan.partitions(); partition++) {
            progress.goOn();
            progress.tell(List.of(new JobCount("entries", read.entries)), "Partition " + partition + " is being read.");
            read.partition(partition);
            position.append(position.isEmpty() ? "" : " ")
                    .append(partition)
                    .append(':')
                    .append(read.lastSequence);
        }
        return judged(read, run, position.toString());
    }

    /** What the log says. */
    private final class Read {
        final Map<String, ZoneId> zones = new HashMap<>();
        final Map<String, SettlementFact> settlements = new TreeMap<>();
        final Map<Purse, SettlementFlows> flows = new HashMap<>();
        long entries;
        long lastSequence;

        void partition(int partition) throws InterruptedException {
            lastSequence = 0;
            scan.each(
                    Topics.MERCHANTS,
                    partition,
                    merchant -> zones.put(merchant.getId(), ZoneId.of(merchant.getTimezone())));
            scan.each(Topics.SETTLEMENTS, partition, settlement -> settlements.put(settlement.getId(), settlement));
            scan.each(Topics.JOURNAL, partition, this::entry);
        }

        private void entry(EntryFact entry) {
            entries++;
            lastSequence = entry.getSequence();
            String pending = Account.merchant(entry.getMerchantId(), Bucket.PENDING);
            for (LegFact leg : entry.getLegs()) {
                if (leg.getAccount().equals(pending)) {
                    long amount = Math.subtractExact(leg.getCredit(), leg.getDebit());
                    SettlementFlows of = of(entry.getMerchantId(), leg.getCurrency());
                    if (entry.getSettlementId() != null) {
                        of.ofSettlement(entry.getSettlementId(), amount);
                    } else {
                        of.ofDate(date(entry), amount);
                    }
                }
            }
        }

        private int date(EntryFact entry) {
            if (entry.getSettlementDate() != null) {
                return entry.getSettlementDate();
            }
            ZoneId zone = zones.getOrDefault(entry.getMerchantId(), ZoneOffset.UTC);
            return (int) Instant.ofEpochMilli(entry.getOccurredAtMs())
                    .atZone(zone)
                    .toLocalDate()
                    .toEpochDay();
        }

        SettlementFlows of(String merchantId, String currency) {
            return flows.computeIfAbsent(new Purse(merchantId, currency), _ -> new SettlementFlows());
        }
    }

    private JobResult judged(Read read, JobRun run, String position) throws IOException, InterruptedException {
        long nowMs = clock.millis();
        NoticeBook mismatches = new NoticeBook(scan, out, MISMATCH, false, run.slotAtMs(), nowMs);
        NoticeBook waits = new NoticeBook(scan, out, WAITS, false, run.slotAtMs(), nowMs);
        NoticeBook failures = new NoticeBook(scan, out, FAILED, false, run.slotAtMs(), nowMs);
        long wrong = 0;
        Map<Purse, Long> owed = new HashMap<>();
        for (SettlementFact settlement : read.settlements.values()) {
            SettlementFlows flows = read.of(settlement.getMerchantId(), settlement.getCurrency());
            String difference = difference(settlement, flows);
            if (!difference.isEmpty()) {
                wrong++;
                mismatches.say(settlement.getId(), settlement.getMerchantId(), NoticeSeverity.CRITICAL, difference);
            }
            owed.merge(
                    new Purse(settlement.getMerchantId(), settlement.getCurrency()),
                    owed(settlement.getLines()),
                    Math::addExact);
            waitsOrFailed(settlement, nowMs, waits, failures);
        }
        mismatches.resolveOthers();
        waits.resolveOthers();
        failures.resolveOthers();
        return result(read, owed, wrong, position);
    }

    private static void waitsOrFailed(SettlementFact settlement, long nowMs, NoticeBook waits, NoticeBook failures)
            throws IOException, InterruptedException {
        String which = "Settlement " + settlement.getId() + " of " + settlement.getMerchantId();
        if (settlement.getStatus() == SettlementStatusCode.PENDING
                && nowMs - settlement.getCreatedAtMs() > PATIENCE.toMillis()) {
            waits.say(
                    settlement.getId(),
                    settlement.getMerchantId(),
                    NoticeSeverity.WARNING,
                    which + " waits for a decision for more than " + PATIENCE.toHours() + " hours.");
        }
        if (settlement.getStatus() == SettlementStatusCode.FAILED) {
            String why = settlement.getFailure() == null
                    ? ""
                    : ": " + settlement.getFailure().getMessage();
            failures.say(
                    settlement.getId(), settlement.getMerchantId(), NoticeSeverity.CRITICAL, which + " failed" + why);
        }
    }

    /** What a settlement and the journal do not agree on; empty where they agree. */
    private static String difference(SettlementFact settlement, SettlementFlows flows) {
        SettlementLines lines = settlement.getLines();
        if (lines == null) {
            return "";
        }
        long says = owed(lines);
        long journal = flows.between(settlement.getFromDate(), settlement.getBusinessDate());
        String which = "Settlement " + settlement.getId() + " of " + settlement.getMerchantId();
        if (says != journal) {
            return which + " says that its dates added " + says + " to pending; the journal says " + journal + ".";
        }
        boolean done = settlement.getStatus() == SettlementStatusCode.COMPLETED;
        long moved = done
                ? Math.subtractExact(
                        settlement.getReserveReleased(),
                        Math.addExact(settlement.getNet(), settlement.getReserveHeld()))
                : 0;
        long carriedOut = flows.carriedOut(settlement.getId());
        return moved == carriedOut
                ? ""
                : which + " moves pending by " + moved + "; the journal says " + carriedOut + ".";
    }

    private static long owed(@Nullable SettlementLines lines) {
        if (lines == null) {
            return 0;
        }
        long earned = Math.addExact(
                Math.subtractExact(lines.getGross(), lines.getRefunds()), lines.getRefundsFromAvailable());
        long kept = Math.subtractExact(Math.subtractExact(earned, lines.getChargebacks()), lines.getFees());
        return Math.addExact(kept, lines.getOther());
    }

    private static JobResult result(Read read, Map<Purse, Long> owed, long wrong, String position) {
        long unsettled = read.flows.entrySet().stream()
                .filter(each -> each.getValue().dated() != owed.getOrDefault(each.getKey(), 0L))
                .count();
        return new JobResult(
                List.of(
                        new JobCount("entries", read.entries),
                        new JobCount("settlements", read.settlements.size()),
                        new JobCount("balances", read.flows.size()),
                        new JobCount("unsettled", unsettled),
                        new JobCount("mismatches", wrong)),
                position,
                wrong == 0
                        ? "All " + read.settlements.size() + " settlements agree with the journal."
                        : wrong + " of " + read.settlements.size() + " settlements do not agree with the journal.");
    }
}
