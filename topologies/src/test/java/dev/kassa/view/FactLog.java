package dev.kassa.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.CaptureMode;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.FactPosition;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.RefundStatusCode;
import dev.kassa.avro.RiskFact;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.SettlementStatusCode;
import dev.kassa.ledger.EntryCodec;
import dev.kassa.ledger.HashChain;
import dev.kassa.ledger.JournalEntry;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Ids;
import dev.kassa.schema.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The facts of one partition as the core would write them: numbered, and the journal chained. Keeps what it wrote, so that
 * all of it, or its end, can come again.
 */
public final class FactLog {
    /** When the first command came in. Each further one comes a second later. */
    public static final long START_MS = 1_700_000_000_000L;

    /** Where facts go. */
    public interface Sink {
        void put(String topic, byte[] key, byte[] value);
    }

    private record Written(String topic, byte[] key, byte[] value) {}

    private final Sink sink;
    private final int partition;
    private final AvroCodec<PaymentFact> payments;
    private final AvroCodec<RefundFact> refunds;
    private final AvroCodec<EntryFact> entries;
    private final AvroCodec<SettlementFact> settlements;
    private final List<Written> written = new ArrayList<>();
    private final HashChain chain = new HashChain();
    private long commands;
    private long paymentFacts;
    private long refundFacts;
    private long journalEntries;
    private long settlementFacts;
    private ByteBuffer lastHash = ByteBuffer.allocate(HashChain.BYTES);

    public FactLog(Codecs codecs, int partition, Sink sink) {
        this.sink = sink;
        this.partition = partition;
        this.payments = codecs.of(Topics.PAYMENTS);
        this.refunds = codecs.of(Topics.REFUNDS);
        this.entries = codecs.of(Topics.JOURNAL);
        this.settlements = codecs.of(Topics.SETTLEMENTS);
    }

    /** A settlement of a date in days since 1970-01-01, as drawn up; its net amount alone says something. */
    public SettlementFact settlement(String merchantId, String currency, int date, long net) {
        long now = nextCommand();
        return settlement(SettlementFact.newBuilder()
                .setId(Ids.of(Ids.SETTLEMENT, now, partition, commands))
                .setMerchantId(merchantId)
                .setCurrency(currency)
                .setBusinessDate(date)
                .setFromDate(date)
                .setCycle("daily")
                .setDueOn(date + 1)
                .setNet(net)
                .setStatus(SettlementStatusCode.PENDING)
                .setCreatedAtMs(now)
                .setUpdatedAtMs(now)
                .setPartition(partition)
                .setSequence(0)
                .setCommandOffset(commands)
                .build());
    }

    /** A settlement as it stands after a change. */
    public SettlementFact settlement(SettlementFact changed) {
        SettlementFact next = SettlementFact.newBuilder(changed)
                .setSequence(++settlementFacts)
                .build();
        write(Topics.SETTLEMENTS.name(), next.getMerchantId(), settlements.encode(next));
        return next;
    }

    /** A payment that was sent to the channel. */
    public PaymentFact payment(String merchantId, String orderNo, long amount, String currency) {
        return payment(merchantId, orderNo, amount, currency, 0);
    }

    /** A payment that took place so long before it came in. */
    public PaymentFact payment(String merchantId, String orderNo, long amount, String currency, long beforeMs) {
        long now = nextCommand();
        PaymentFact payment = PaymentFact.newBuilder()
                .setId(Ids.ofMerchant(Ids.PAYMENT, merchantId, now, partition, commands))
                .setMerchantId(merchantId)
                .setOrderNo(orderNo)
                .setAmount(amount)
                .setCurrency(currency)
                .setStatus(PaymentStatusCode.PROCESSING)
                .setStatusBefore(PaymentStatusCode.CREATED)
                .setChannel("simulator")
                .setRisk(new RiskFact(0, "accept", List.of(), List.of(), null))
                .setCapture(CaptureMode.AUTOMATIC)
                .setOccurredAtMs(now - beforeMs)
                .setCreatedAtMs(now)
                .setUpdatedAtMs(now)
                .setPartition(partition)
                .setSequence(++paymentFacts)
                .setCommandOffset(commands)
                .build();
        write(Topics.PAYMENTS.name(), merchantId, payments.encode(payment));
        return payment;
    }

    /** A payment that the channel carries, named. */
    public PaymentFact changed(PaymentFact payment, PaymentStatusCode status) {
        return changedAt(payment, status, nextCommand());
    }

    /** The same at a moment that is given. */
    public PaymentFact changedAt(PaymentFact payment, PaymentStatusCode status, long atMs) {
        PaymentFact changed = PaymentFact.newBuilder(payment)
                .setStatus(status)
                .setStatusBefore(payment.getStatus())
                .setUpdatedAtMs(atMs)
                .setSequence(++paymentFacts)
                .build();
        write(Topics.PAYMENTS.name(), changed.getMerchantId(), payments.encode(changed));
        return changed;
    }

    /** A payment that succeeded, with its entry. */
    public PaymentFact captured(PaymentFact payment, long fee) {
        PaymentFact captured = PaymentFact.newBuilder(payment)
                .setAmountCaptured(payment.getAmount())
                .setFee(fee)
                .build();
        captured = changed(captured, PaymentStatusCode.SUCCEEDED);
        entry(
                payment,
                "capture",
                debit("channel:simulator:receivable", payment.getAmount()),
                credit("merchant:" + payment.getMerchantId() + ":pending", payment.getAmount() - fee),
                credit("fees", fee));
        return captured;
    }

    /** A payment from request to success. */
    public PaymentFact paid(String merchantId, String orderNo, long amount, String currency, long fee) {
        return captured(payment(merchantId, orderNo, amount, currency), fee);
    }

    /** A refund that is on its way, its amount held. */
    public RefundFact refund(PaymentFact payment, String refundNo, long amount) {
        return refund(payment, refundNo, amount, 0);
    }

    /** The same of one that took place earlier than it was created. */
    public RefundFact refund(PaymentFact payment, String refundNo, long amount, long earlierMs) {
        long now = nextCommand();
        RefundFact refund = RefundFact.newBuilder()
                .setId(Ids.ofMerchant(Ids.REFUND, payment.getMerchantId(), now, partition, commands))
                .setMerchantId(payment.getMerchantId())
                .setPaymentId(payment.getId())
                .setOrderNo(payment.getOrderNo())
                .setRefundNo(refundNo)
                .setAmount(amount)
                .setCurrency(payment.getCurrency())
                .setStatus(RefundStatusCode.PROCESSING)
                .setStatusBefore(RefundStatusCode.PENDING)
                .setChannel(payment.getChannel())
                .setOccurredAtMs(now - earlierMs)
                .setCreatedAtMs(now)
                .setUpdatedAtMs(now)
                .setPartition(partition)
                .setSequence(++refundFacts)
                .setCommandOffset(commands)
                .build();
        write(Topics.REFUNDS.name(), refund.getMerchantId(), refunds.encode(refund));
        String merchant = "merchant:" + payment.getMerchantId();
        entry(payment, "refund_hold", debit(merchant + ":pending", amount), credit(merchant + ":refund_hold", amount));
        return refund;
    }

    /** A refund as it stands after a change. */
    public RefundFact refunded(RefundFact refund, RefundStatusCode status) {
        RefundFact changed = RefundFact.newBuilder(refund)
                .setStatus(status)
                .setStatusBefore(refund.getStatus())
                .setUpdatedAtMs(nextCommand())
                .setSequence(++refundFacts)
                .build();
        write(Topics.REFUNDS.name(), changed.getMerchantId(), refunds.encode(changed));
        return changed;
    }

    /** An entry as anybody might write it, right or wrong. */
    public EntryFact entry(PaymentFact payment, String kind, Leg... legs) {
        return entry(payment, kind, journalEntries + 1, lastHash, legs);
    }

    /** An entry that claims to be of this place in the chain. */
    public EntryFact entry(PaymentFact payment, String kind, long sequence, ByteBuffer previousHash, Leg... legs) {
        JournalEntry entry = new JournalEntry(
                Ids.of(Ids.ENTRY, START_MS + commands, partition, commands) + kind,
                payment.getMerchantId(),
                kind,
                payment.getId(),
                null,
                Arrays.stream(legs)
                        .map(leg -> new dev.kassa.ledger.Leg(leg.account, payment.getCurrency(), leg.debit, leg.credit))
                        .toList(),
                null,
                null,
                null,
                null,
                null,
                START_MS + commands * 1000,
                START_MS + commands * 1000,
                partition,
                sequence,
                commands);
        byte[] previous = bytes(previousHash);
        return entry(EntryCodec.fact(entry, previous, chain.hash(previous, entry)));
    }

    /** An entry as it stands, whatever it claims. */
    public EntryFact entry(EntryFact entry) {
        journalEntries = entry.getSequence();
        lastHash = entry.getHash();
        write(Topics.JOURNAL.name(), entry.getMerchantId(), entries.encode(entry));
        return entry;
    }

    /** One side of an entry, in its payment's currency. */
    public record Leg(String account, long debit, long credit) {}

    public static Leg debit(String account, long amount) {
        return new Leg(account, amount, 0);
    }

    public static Leg credit(String account, long amount) {
        return new Leg(account, 0, amount);
    }

    /** No command comes in for a while. */
    public void passes(Duration time) {
        commands += time.toSeconds();
    }

    /** When the last command came in. */
    public long nowMs() {
        return START_MS + commands * 1000;
    }

    /** What a reply would name as the position after all of this. */
    public FactPosition position() {
        return new FactPosition(partition, paymentFacts, refundFacts, journalEntries, 0L, settlementFacts, 0L, 0L);
    }

    private static byte[] bytes(ByteBuffer hash) {
        byte[] bytes = new byte[HashChain.BYTES];
        hash.duplicate().get(bytes);
        return bytes;
    }

    /** Hash of the last entry. */
    public ByteBuffer lastHash() {
        return lastHash;
    }

    /** Everything from the nth record on comes again. */
    public void comesAgainFrom(int first) {
        written.subList(first, written.size()).forEach(record -> sink.put(record.topic, record.key, record.value));
    }

    private long nextCommand() {
        commands++;
        return START_MS + commands * 1000;
    }

    private void write(String topic, String merchantId, byte[] value) {
        Written record = new Written(topic, merchantId.getBytes(UTF_8), value);
        written.add(record);
        sink.put(topic, record.key, record.value);
    }
}
