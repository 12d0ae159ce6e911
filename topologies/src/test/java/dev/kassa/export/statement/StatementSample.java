package dev.kassa.export.statement;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.KindTotal;
import dev.kassa.avro.LegFact;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.SettlementLines;
import dev.kassa.avro.SettlementStatusCode;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A settlement with entries made by chance from a seed: captures, and refunds that partly come from available. */
final class StatementSample {
    private static final long NOON_MS = 1_299_499_200_000L;

    static {
        // Avro trusts our classes once codecs were made.
        var _ = new Codecs(new InMemorySchemaRegistry());
    }

    private final String currency;
    private final List<EntryFact> entries = new ArrayList<>();
    private final long[] captures = new long[3];
    private final long[] refunds = new long[3];

    StatementSample(long seed, String currency, int count) {
        this.currency = currency;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            boolean capture = i < 2 || random.nextInt(3) > 0;
            long amount = random.nextLong(1, 900_000_000);
            long fromAvailable = capture ? 0 : random.nextLong(amount);
            entries.add(
                    capture
                            ? entry(i, "capture", amount, 0)
                            : entry(i, "refund_hold", fromAvailable - amount, -fromAvailable));
            long[] sums = capture ? captures : refunds;
            sums[0]++;
            sums[1] += capture ? amount : fromAvailable - amount;
            sums[2] -= fromAvailable;
        }
    }

    List<EntryFact> entries() {
        return entries;
    }

    SettlementFact settlement() {
        long owed = captures[1] + refunds[1];
        long held = captures[1] / 10;
        List<KindTotal> totals = new ArrayList<>();
        if (captures[0] > 0) {
            totals.add(new KindTotal("capture", captures[0], captures[1], captures[2]));
        }
        if (refunds[0] > 0) {
            totals.add(new KindTotal("refund_hold", refunds[0], refunds[1], refunds[2]));
        }
        return SettlementFact.newBuilder()
                .setId("stl_01JSAMPLE")
                .setMerchantId("acme")
                .setCurrency(currency)
                .setBusinessDate((int) LocalDate.of(2011, 3, 7).toEpochDay())
                .setFromDate((int) LocalDate.of(2011, 3, 5).toEpochDay())
                .setCycle("weekly")
                .setDueOn((int) LocalDate.of(2011, 3, 9).toEpochDay())
                .setLines(new SettlementLines(
                        (long) entries.size(),
                        1L,
                        (long) entries.size(),
                        captures[1] + 700,
                        -refunds[1] - refunds[2],
                        -refunds[2],
                        0L,
                        700L,
                        0L,
                        totals,
                        ByteBuffer.allocate(32)))
                .setReserveHeld(held)
                .setReserveReleased(1_234_567)
                .setCarriedIn(-5_000)
                .setCarriedOut(0)
                .setNet(owed + 1_234_567 - 5_000 - held)
                .setStatus(SettlementStatusCode.PROCESSING)
                .setCreatedAtMs(NOON_MS)
                .setUpdatedAtMs(NOON_MS)
                .setPartition(0)
                .setSequence(1)
                .setCommandOffset(1)
                .build();
    }

    MerchantFact merchant(String name) {
        return MerchantFact.newBuilder()
                .setId("acme")
                .setName(name)
                .setCountry("JP")
                .setTimezone("Asia/Tokyo")
                .setCurrencies(List.of(currency))
                .setTier("business")
                .setCreatedAtMs(NOON_MS)
                .setUpdatedAtMs(NOON_MS)
                .setPartition(0)
                .setSequence(1)
                .setCommandOffset(1)
                .build();
    }

    private EntryFact entry(int number, String kind, long pending, long available) {
        List<LegFact> legs = new ArrayList<>();
        legs.add(leg("merchant:acme:pending", pending));
        legs.add(leg("merchant:acme:available", available));
        legs.add(leg("suspense", -pending - available));
        legs.add(new LegFact("merchant:acme:pending", "XXX", 0L, 77L));
        return EntryFact.newBuilder()
                .setId("je_01J" + (1_000_000 + number))
                .setMerchantId("acme")
                .setKind(kind)
                .setLegs(legs)
                .setOccurredAtMs(NOON_MS + number * 1000L)
                .setPostedAtMs(NOON_MS + number * 1000L)
                .setPartition(0)
                .setSequence(number + 1L)
                .setCommandOffset(number)
                .setPreviousHash(ByteBuffer.allocate(32))
                .setHash(ByteBuffer.allocate(32))
                .build();
    }

    private LegFact leg(String account, long credit) {
        return new LegFact(account, currency, Math.max(0, -credit), Math.max(0, credit));
    }
}
