package dev.kassa.check;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.SettlementCut;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.SettlementLines;
import dev.kassa.avro.SettlementStatusCode;
import dev.kassa.ledger.Balance;
import dev.kassa.ledger.EntryCodec;
import dev.kassa.ledger.HashChain;
import dev.kassa.ledger.JournalEntry;
import dev.kassa.ledger.Posting;
import dev.kassa.ledger.Postings;
import dev.kassa.ledger.WithdrawalPostings;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Ids;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.settlement.ClosedDates;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A sound ledger of one partition, as the core would write it, made up of random deeds of a few merchants. */
final class PaperLedger {
    static {
        // Avro copies nested records only of classes that the house has told it to trust.
        Codecs _ = new Codecs(new InMemorySchemaRegistry());
    }

    static final long START_MS = LocalDate.of(2026, 1, 1).toEpochDay() * 86_400_000L;
    private static final List<String> MERCHANTS = List.of("acme", "bolt", "cuba");
    private static final List<String> CURRENCIES = List.of("EUR", "JPY");

    final List<EntryFact> entries = new ArrayList<>();
    final List<SettlementCut> cuts = new ArrayList<>();
    final List<SettlementFact> settlements = new ArrayList<>();

    private final int partition;
    private final SplittableRandom random;
    private final HashChain chain = new HashChain();
    private final Map<String, Purse> purses = new TreeMap<>();
    private byte[] lastHash = HashChain.start();
    private long offset;
    private long nowMs = START_MS;

    PaperLedger(int partition, long seed) {
        this.partition = partition;
        this.random = new SplittableRandom(seed);
    }

    private static final class Purse {
        final String merchantId;
        final String currency;
        final Map<Integer, long[]> open = new TreeMap<>();
        final List<Hold> refunds = new ArrayList<>();
        final List<Out> withdrawals = new ArrayList<>();
        final List<SettlementFact> drawn = new ArrayList<>();
        ClosedDates closed = ClosedDates.NONE;
        Balance balance = Balance.ZERO;

        Purse(String merchantId, String currency) {
            this.merchantId = merchantId;
            this.currency = currency;
        }
    }

    private record Hold(String id, Postings.Hold hold) {}

    private record Out(String id, long amount) {}

    PaperLedger deeds(int count) {
        for (int i = 0; i < count; i++) {
            deed();
        }
        return this;
    }

    private void deed() {
        nowMs += random.nextInt(40) == 0 ? 86_400_000L : random.nextLong(600_000);
        offset += 1 + random.nextInt(4);
        String merchant = MERCHANTS.get(random.nextInt(MERCHANTS.size()));
        String currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
        Purse purse = purses.computeIfAbsent(merchant + currency, _ -> new Purse(merchant, currency));
        switch (random.nextInt(12)) {
            case 0, 1 -> holdRefund(purse);
            case 2, 3 -> endRefund(purse);
            case 4 -> holdWithdrawal(purse);
            case 5 -> endWithdrawal(purse);
            case 6 -> settle(purse);
            case 7 -> carryOut(purse);
            default -> capture(purse);
        }
    }

    private String created(String prefix) {
        String id = Ids.of(prefix, nowMs, partition, offset);
        offset += 1 + random.nextInt(3);
        return id;
    }

    private void capture(Purse purse) {
        long amount = 100 + random.nextInt(10_000);
        String id = created(Ids.PAYMENT);
        post(
                purse,
                Postings.capture(
                        purse.merchantId, "simulator", purse.currency, purse.balance, amount, 1 + amount / 100),
                id);
    }

    private void holdRefund(Purse purse) {
        Postings.Hold hold = Postings.split(purse.balance, 50 + random.nextInt(500));
        String id = created(Ids.REFUND);
        post(purse, Postings.refundHold(purse.merchantId, purse.currency, purse.balance, hold), id);
        purse.refunds.add(new Hold(id, hold));
    }

    private void endRefund(Purse purse) {
        if (purse.refunds.isEmpty()) {
            return;
        }
        Hold of = purse.refunds.removeFirst();
        long amount = of.hold.fromPending() + of.hold.fromAvailable();
        Posting posting = random.nextBoolean()
                ? Postings.refund(purse.merchantId, "simulator", purse.currency, purse.balance, amount)
                : Postings.refundRelease(purse.merchantId, purse.currency, purse.balance, of.hold);
        post(purse, posting, of.id);
    }

    private void holdWithdrawal(Purse purse) {
        long amount = purse.balance.available() / 2;
        if (amount < 10) {
            return;
        }
        String id = created(Ids.WITHDRAWAL);
        post(purse, WithdrawalPostings.hold(purse.merchantId, purse.currency, purse.balance, amount), id);
        purse.withdrawals.add(new Out(id, amount));
    }

    private void endWithdrawal(Purse purse) {
        if (purse.withdrawals.isEmpty()) {
            return;
        }
        Out out = purse.withdrawals.removeFirst();
        Posting posting = random.nextBoolean()
                ? WithdrawalPostings.paid(purse.merchantId, purse.currency, purse.balance, out.amount, 1)
                : WithdrawalPostings.release(purse.merchantId, purse.currency, purse.balance, out.amount);
        post(purse, posting, out.id);
    }

    /** Closes the dates up to today's; where there is nothing on them they are opened again. */
    private void settle(Purse purse) {
        int today = (int) Math.floorDiv(nowMs, 86_400_000L);
        int from = today - random.nextInt(4);
        while (from <= today && purse.closed.isClosed(LocalDate.ofEpochDay(from))) {
            from++;
        }
        if (from > today || purse.closed.isClosed(LocalDate.ofEpochDay(today))) {
            return;
        }
        long entriesBefore = entries.size();
        long cutOffset = offset;
        String id = created(Ids.SETTLEMENT);
        cuts.add(new SettlementCut(
                id, purse.merchantId, purse.currency, from, today, entriesBefore, null, nowMs, cutOffset));
        long[] sum = new long[2];
        for (int date = from; date <= today; date++) {
            long[] of = purse.open.remove(date);
            sum[0] += of == null ? 0 : of[0];
            sum[1] += of == null ? 0 : of[1];
        }
        if (sum[0] == 0) {
            return;
        }
        purse.closed =
                purse.closed.plus(new ClosedDates.Range(LocalDate.ofEpochDay(from), LocalDate.ofEpochDay(today)));
        SettlementFact fact = drawn(purse, id, from, today, sum);
        settlements.add(fact);
        purse.drawn.add(fact);
    }

    private SettlementFact drawn(Purse purse, String id, int from, int to, long[] sum) {
        long net = Math.max(0, sum[1]);
        long held = net / 10;
        SettlementLines lines = SettlementLines.newBuilder()
                .setEntries(sum[0])
                .setFirstSequence(1)
                .setLastSequence(entries.size())
                .setGross(sum[1])
                .setRefunds(0)
                .setRefundsFromAvailable(0)
                .setChargebacks(0)
                .setFees(0)
                .setTotals(List.of())
                .setDigest(ByteBuffer.allocate(32))
                .build();
        return SettlementFact.newBuilder()
                .setId(id)
                .setMerchantId(purse.merchantId)
                .setCurrency(purse.currency)
                .setFromDate(from)
                .setBusinessDate(to)
                .setCycle("daily")
                .setLines(lines)
                .setReserveHeld(held)
                .setCarriedOut(Math.min(0, sum[1]))
                .setNet(net - held)
                .setStatus(SettlementStatusCode.PENDING)
                .setCreatedAtMs(nowMs)
                .setUpdatedAtMs(nowMs)
                .setPartition(partition)
                .setSequence(settlements.size() + 1)
                .setCommandOffset(offset)
                .build();
    }

    private void carryOut(Purse purse) {
        if (purse.drawn.isEmpty()) {
            return;
        }
        SettlementFact drawn = purse.drawn.removeFirst();
        if (drawn.getNet() + drawn.getReserveHeld() > 0) {
            Posting posting = Postings.settlement(
                    purse.merchantId, purse.currency, purse.balance, drawn.getNet(), drawn.getReserveHeld(), 0);
            post(purse, posting, drawn.getId());
        }
        settlements.add(SettlementFact.newBuilder(drawn)
                .setStatus(SettlementStatusCode.COMPLETED)
                .setUpdatedAtMs(nowMs)
                .setCommandOffset(offset)
                .setSequence(settlements.size() + 1)
                .build());
    }

    private void post(Purse purse, Posting posting, String subject) {
        boolean settles = posting.kind() == Posting.Kind.SETTLEMENT;
        LocalDate date = purse.closed.openFrom(LocalDate.ofEpochDay(Math.floorDiv(nowMs, 86_400_000L)));
        JournalEntry entry = new JournalEntry(
                Ids.ENTRY + Ids.tail(subject) + posting.kind().letter(),
                purse.merchantId,
                posting.kind().word(),
                subject.startsWith(Ids.PAYMENT) ? subject : null,
                subject.startsWith(Ids.REFUND) ? subject : null,
                posting.legs(),
                null,
                settles ? null : date,
                settles ? subject : null,
                subject.startsWith(Ids.WITHDRAWAL) ? subject : null,
                LocalDate.ofEpochDay(Math.floorDiv(nowMs, 86_400_000L)),
                nowMs,
                nowMs,
                partition,
                entries.size() + 1,
                offset);
        long pending = posting.after().pending() - purse.balance.pending();
        purse.balance = posting.after();
        if (!settles) {
            long[] sum = purse.open.computeIfAbsent((int) date.toEpochDay(), _ -> new long[2]);
            sum[0]++;
            sum[1] += pending;
        }
        append(entry);
    }

    private void append(JournalEntry entry) {
        byte[] hash = chain.hash(lastHash, entry);
        entries.add(EntryCodec.fact(entry, lastHash, hash));
        lastHash = hash;
    }

    /** Chains the journal anew behind what was altered, as who holds the log would. */
    void rehash() {
        byte[] previous = HashChain.start();
        for (EntryFact entry : entries) {
            entry.setPreviousHash(ByteBuffer.wrap(previous));
            previous = chain.hash(previous, EntryCodec.entry(entry));
            entry.setHash(ByteBuffer.wrap(previous));
        }
    }

    /** The first entry of a kind behind so many. */
    EntryFact entry(String kind, int behind) {
        return entries.stream()
                .skip(behind)
                .filter(each -> each.getKind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    /** The first fact of this status. */
    SettlementFact settlement(SettlementStatusCode status) {
        return settlements.stream()
                .filter(each -> each.getStatus() == status && each.getNet() > 0)
                .findFirst()
                .orElseThrow();
    }

    long nowMs() {
        return nowMs;
    }

    long lastOffset() {
        return offset;
    }

    @Nullable
    EntryFact last() {
        return entries.isEmpty() ? null : entries.getLast();
    }
}
