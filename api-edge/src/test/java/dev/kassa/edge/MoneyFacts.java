package dev.kassa.edge;

import dev.kassa.avro.BankAccountFact;
import dev.kassa.avro.BankAccountStatusCode;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.KindTotal;
import dev.kassa.avro.LegFact;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.SettlementLines;
import dev.kassa.avro.SettlementStatusCode;
import dev.kassa.avro.WithdrawalFact;
import dev.kassa.avro.WithdrawalSpeed;
import dev.kassa.avro.WithdrawalStatusCode;
import java.nio.ByteBuffer;
import java.util.List;

/** Settlements, withdrawals and bank accounts to test with. */
public final class MoneyFacts {
    /** 2011-03-07, as {@link Facts#NOON_MS}. */
    public static final int DATE = 15_040;

    static {
        // Avro trusts our classes once codecs were made.
        var _ = Facts.CODECS;
    }

    private MoneyFacts() {}

    /** Of two captures of 1299, each with a fee of 50, and a refund of 300: 2198 in all. */
    public static SettlementFact settlement(String merchant, String id, SettlementStatusCode status) {
        return SettlementFact.newBuilder()
                .setId(id)
                .setMerchantId(merchant)
                .setCurrency("EUR")
                .setBusinessDate(DATE)
                .setFromDate(DATE)
                .setCycle("daily")
                .setDueOn(DATE + 1)
                .setLines(new SettlementLines(
                        3L,
                        4L,
                        9L,
                        2598L,
                        300L,
                        0L,
                        0L,
                        100L,
                        0L,
                        List.of(new KindTotal("capture", 2L, 2498L, 0L), new KindTotal("refund_hold", 1L, -300L, 0L)),
                        ByteBuffer.wrap(new byte[32])))
                .setNet(2198)
                .setStatus(status)
                .setDecidedBy(status == SettlementStatusCode.PENDING ? null : "rule")
                .setCreatedAtMs(Facts.NOON_MS)
                .setUpdatedAtMs(Facts.NOON_MS)
                .setPartition(1)
                .setSequence(2)
                .setCommandOffset(20)
                .build();
    }

    /** The entries of such a settlement. */
    public static List<EntryFact> entries(String merchant) {
        return List.of(
                entry(merchant, 4, "capture", 1249),
                entry(merchant, 6, "capture", 1249),
                entry(merchant, 9, "refund_hold", -300));
    }

    private static EntryFact entry(String merchant, long sequence, String kind, long pending) {
        String account = "merchant:" + merchant + ":pending";
        return EntryFact.newBuilder()
                .setId("je_" + sequence)
                .setMerchantId(merchant)
                .setKind(kind)
                .setPaymentId("pay_1")
                .setLegs(List.of(
                        new LegFact(account, "EUR", Math.max(0, -pending), Math.max(0, pending)),
                        new LegFact("suspense", "EUR", Math.max(0, pending), Math.max(0, -pending))))
                .setSettlementDate(DATE)
                .setOccurredAtMs(Facts.NOON_MS)
                .setPostedAtMs(Facts.NOON_MS)
                .setPartition(1)
                .setSequence(sequence)
                .setCommandOffset(sequence)
                .setPreviousHash(ByteBuffer.wrap(new byte[32]))
                .setHash(ByteBuffer.wrap(new byte[32]))
                .build();
    }

    public static WithdrawalFact withdrawal(String merchant, String id, WithdrawalStatusCode status) {
        return WithdrawalFact.newBuilder()
                .setId(id)
                .setMerchantId(merchant)
                .setWithdrawalNo("W-1")
                .setAmount(100_000)
                .setCurrency("EUR")
                .setFee(100)
                .setAccountId("ba_1")
                .setSpeed(WithdrawalSpeed.NORMAL)
                .setStatus(status)
                .setRequestedBy("key:acmeacme")
                .setApprovalsNeeded(1)
                .setCreatedAtMs(Facts.NOON_MS)
                .setUpdatedAtMs(Facts.NOON_MS)
                .setPartition(1)
                .setSequence(2)
                .setCommandOffset(20)
                .build();
    }

    public static BankAccountFact bankAccount(String merchant, String id, BankAccountStatusCode status) {
        return BankAccountFact.newBuilder()
                .setId(id)
                .setMerchantId(merchant)
                .setCurrency("EUR")
                .setCountry("DE")
                .setHolder("Acme <Ltd>")
                .setAccountNumber("DE89370400440532013000")
                .setStatus(status)
                .setRequestedBy("key:acmeacme")
                .setCreatedAtMs(Facts.NOON_MS)
                .setUpdatedAtMs(Facts.NOON_MS)
                .setPartition(1)
                .setSequence(2)
                .setCommandOffset(20)
                .build();
    }
}
