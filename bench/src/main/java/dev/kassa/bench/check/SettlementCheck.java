package dev.kassa.bench.check;

import dev.kassa.avro.DrawUpSettlement;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.SettlementCut;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.SettlementLines;
import dev.kassa.avro.SettlementStatusCode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * I10: each entry is in exactly one settlement, its own date's while that is open, else the next open one's; and each
 * settlement is what its entries and the ones before it come to, posted once. Dates are walked by the log of commands alone.
 */
final class SettlementCheck {
    private final Findings findings;
    private final RecordedLog log;

    /** Dates that are closed, by merchant and currency. */
    private final Map<String, Set<Integer>> closed = new HashMap<>();

    /** What entries add up to that are not settled yet, by merchant, currency and date. */
    private final Map<String, TreeMap<Integer, long[]>> open = new HashMap<>();

    private final Map<String, ZoneId> zones = new HashMap<>();
    private final Map<String, SettlementFact> last = new HashMap<>();
    private final Map<String, Integer> posted = new HashMap<>();
    private final Map<String, Long> carried = new HashMap<>();

    SettlementCheck(Findings findings, RecordedLog log) {
        this.findings = findings;
        this.log = log;
    }

    /** Whether an entry is of a settlement or a withdrawal, which no payment or refund calls for. */
    static boolean isItsOwn(EntryFact entry) {
        return entry.getSettlementId() != null || entry.getWithdrawalId() != null;
    }

    /** One thing that happened, in the order in which the core did it. */
    private record Step(long commandOffset, int rank, Runnable work) {}

    /** @param drained nothing is under way any more */
    void check(boolean drained) {
        Set<String> made = new HashSet<>();
        log.settlements().forEach(fact -> made.add(fact.value().getId()));
        for (int partition = 0; partition < log.partitions(); partition++) {
            steps(partition, made).forEach(step -> step.work().run());
        }
        last.values().forEach(settlement -> finish(settlement, drained));
    }

    private List<Step> steps(int partition, Set<String> made) {
        List<Step> steps = new ArrayList<>();
        Map<String, SettlementCut> cuts = new HashMap<>();
        for (Logged<MerchantFact> fact : log.merchants()) {
            if (fact.partition() == partition) {
                MerchantFact merchant = fact.value();
                steps.add(new Step(
                        merchant.getCommandOffset(),
                        0,
                        () -> zones.put(merchant.getId(), ZoneId.of(merchant.getTimezone()))));
            }
        }
        for (Logged<SettlementCut> cut : log.cuts()) {
            if (cut.partition() == partition && cut.value().getSettlementId() != null) {
                cuts.put(cut.value().getSettlementId(), cut.value());
                steps.add(new Step(cut.value().getCommandOffset(), 1, () -> close(cut.value())));
            }
        }
        for (Logged<EntryFact> entry : log.journal()) {
            if (entry.partition() == partition) {
                steps.add(new Step(entry.value().getCommandOffset(), 3, () -> entry(entry)));
            }
        }
        log.commands().stream()
                .filter(command -> command.partition() == partition)
                .forEach(command -> {
                    if (command.value().getBody() instanceof DrawUpSettlement told
                            && !made.contains(told.getSettlementId())
                            && cuts.containsKey(told.getSettlementId())) {
                        steps.add(new Step(command.offset(), 1, () -> reopen(cuts.get(told.getSettlementId()))));
                    }
                });
        for (Logged<SettlementFact> fact : log.settlements()) {
            if (fact.partition() == partition) {
                steps.add(new Step(fact.value().getCommandOffset(), 2, () -> settled(fact)));
            }
        }
        steps.sort((one, other) -> one.commandOffset == other.commandOffset
                ? Integer.compare(one.rank, other.rank)
                : Long.compare(one.commandOffset, other.commandOffset));
        return steps;
    }

    private static String account(String merchantId, String currency) {
        return merchantId + " " + currency;
    }

    private Set<Integer> closed(String account) {
        return closed.computeIfAbsent(account, none -> new HashSet<>());
    }

    private void close(SettlementCut cut) {
        for (int date = cut.getFromDate(); date <= cut.getToDate(); date++) {
            closed(account(cut.getMerchantId(), cut.getCurrency())).add(date);
        }
    }

    private void reopen(SettlementCut cut) {
        for (int date = cut.getFromDate(); date <= cut.getToDate(); date++) {
            closed(account(cut.getMerchantId(), cut.getCurrency())).remove(date);
        }
    }

    private void entry(Logged<EntryFact> logged) {
        EntryFact entry = logged.value();
        if (entry.getSettlementId() != null) {
            posted.merge(entry.getSettlementId(), 1, Integer::sum);
            SettlementFact settlement = last.get(entry.getSettlementId());
            findings.unless(settlement != null, "I10", logged.at(), "carries out a settlement that is none");
            if (settlement != null) {
                amounts(logged, settlement);
            }
            return;
        }
        Integer date = entry.getSettlementDate();
        if (date == null) {
            findings.add("I10", logged.at(), "names no date that it is settled with");
            return;
        }
        String account =
                account(entry.getMerchantId(), entry.getLegs().getFirst().getCurrency());
        int expected = (int) LocalDate.ofInstant(
                        Instant.ofEpochMilli(entry.getOccurredAtMs()),
                        zones.getOrDefault(entry.getMerchantId(), ZoneId.of("UTC")))
                .toEpochDay();
        while (closed(account).contains(expected)) {
            expected++;
        }
        findings.equal(expected, date, "I10", logged.at(), "date that it is settled with");
        long[] sums = open.computeIfAbsent(account, none -> new TreeMap<>()).computeIfAbsent(date, none -> new long[3]);
        sums[0]++;
        sums[1] += net(entry, "pending");
        sums[2] += fees(entry);
    }

    private static long net(EntryFact entry, String bucket) {
        String account = Accounts.merchant(entry.getMerchantId(), bucket);
        return entry.getLegs().stream()
                .filter(leg -> leg.getAccount().equals(account))
                .mapToLong(leg -> leg.getCredit() - leg.getDebit())
                .sum();
    }

    private static long fees(EntryFact entry) {
        return entry.getKind().equals("capture")
                ? entry.getLegs().stream()
                        .filter(leg -> leg.getAccount().equals("fees"))
                        .mapToLong(LegFact::getCredit)
                        .sum()
                : 0;
    }

    /** The first fact of a settlement is what was drawn up; later ones may only change where it stands. */
    private void settled(Logged<SettlementFact> logged) {
        SettlementFact fact = logged.value();
        SettlementFact before = last.put(fact.getId(), fact);
        if (before != null) {
            findings.equal(before.getLines(), fact.getLines(), "I10", logged.at(), "lines");
            findings.equal(before.getNet(), fact.getNet(), "I10", logged.at(), "net");
            findings.unless(
                    before.getStatus() != SettlementStatusCode.COMPLETED,
                    "I10",
                    logged.at(),
                    "changes a settlement that is completed");
            return;
        }
        String account = account(fact.getMerchantId(), fact.getCurrency());
        long[] sums = new long[3];
        var dates = open.computeIfAbsent(account, none -> new TreeMap<>())
                .subMap(fact.getFromDate(), true, fact.getBusinessDate(), true);
        dates.values().forEach(date -> {
            sums[0] += date[0];
            sums[1] += date[1];
            sums[2] += date[2];
        });
        dates.clear();
        SettlementLines lines = fact.getLines();
        long owed = lines.getGross()
                - lines.getRefunds()
                + lines.getRefundsFromAvailable()
                - lines.getChargebacks()
                - lines.getFees()
                + lines.getOther();
        findings.equal(sums[0], lines.getEntries(), "I10", logged.at(), "entries");
        findings.equal(sums[1], owed, "I10", logged.at(), "what its entries add to pending");
        findings.equal(sums[2], lines.getFees(), "I10", logged.at(), "fees");
        findings.equal(carried.getOrDefault(account, 0L), fact.getCarriedIn(), "I10", logged.at(), "carried in");
        carried.put(account, fact.getCarriedOut());
        findings.equal(
                owed + fact.getReserveReleased() + fact.getCarriedIn() - fact.getReserveHeld() - fact.getCarriedOut(),
                fact.getNet(),
                "I10",
                logged.at(),
                "net");
    }

    private void amounts(Logged<EntryFact> logged, SettlementFact settlement) {
        EntryFact entry = logged.value();
        findings.equal(settlement.getNet(), net(entry, "available"), "I10", logged.at(), "what becomes available");
        findings.equal(
                settlement.getReserveHeld() - settlement.getReserveReleased(),
                net(entry, "reserve"),
                "I10",
                logged.at(),
                "what goes to reserve");
    }

    private void finish(SettlementFact settlement, boolean drained) {
        boolean moves =
                settlement.getNet() != 0 || settlement.getReserveHeld() != 0 || settlement.getReserveReleased() != 0;
        int expected = settlement.getStatus() == SettlementStatusCode.COMPLETED && moves ? 1 : 0;
        if (drained || expected == 0) {
            findings.equal(
                    expected,
                    posted.getOrDefault(settlement.getId(), 0),
                    "I10",
                    settlement.getId(),
                    "times that it was posted");
        }
    }
}
