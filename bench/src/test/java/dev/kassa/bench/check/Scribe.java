package dev.kassa.bench.check;

import dev.kassa.avro.CallMode;
import dev.kassa.avro.CaptureMode;
import dev.kassa.avro.ChannelCommand;
import dev.kassa.avro.ChannelOperation;
import dev.kassa.avro.ChannelOutcome;
import dev.kassa.avro.ChannelResult;
import dev.kassa.avro.Command;
import dev.kassa.avro.CreateMerchant;
import dev.kassa.avro.CreatePayment;
import dev.kassa.avro.CreateRefund;
import dev.kassa.avro.Customer;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.ReferenceApplied;
import dev.kassa.avro.ReferenceFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.RefundStatusCode;
import dev.kassa.avro.ReplyWhen;
import dev.kassa.avro.ReviewFact;
import dev.kassa.avro.RiskFact;
import dev.kassa.avro.RiskSignals;
import dev.kassa.avro.Tick;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Ids;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.schema.Partitions;
import dev.kassa.schema.Topics;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Writes, by hand as it were, the log of one merchant that did everything right. */
class Scribe {
    // Avro lets generated classes be built only once Codecs has named them as trusted.
    private static final Codecs TRUST = new Codecs(new InMemorySchemaRegistry());
    static final String MERCHANT = "retail-france";
    static final int PARTITIONS = 4;
    static final int PARTITION = Partitions.of(MERCHANT, PARTITIONS);
    static final RiskFact NOTHING = new RiskFact(0, "accept", List.of(), List.of(), null);
    private static final long DAY_MS = 86_400_000;

    /** 9 October 2025, on which every log of a scribe is written. */
    private static final int BUSINESS_DATE = 20_370;

    final List<Logged<Command>> commands = new ArrayList<>();
    final List<Logged<PaymentFact>> payments = new ArrayList<>();
    final List<Logged<RefundFact>> refunds = new ArrayList<>();
    final List<Logged<EntryFact>> journal = new ArrayList<>();
    final List<Logged<MerchantFact>> merchants = new ArrayList<>();
    final List<Logged<ReferenceFact>> history = new ArrayList<>();
    final List<Logged<ReferenceApplied>> applied = new ArrayList<>();
    final List<Logged<ChannelCommand>> calls = new ArrayList<>();
    final List<Evidence.Charge> charges = new ArrayList<>();
    final List<Evidence.Exchange> exchanges = new ArrayList<>();
    final List<Evidence.Change> changes = new ArrayList<>();

    /** What the next payments cost: percentage in parts per million, minimum in minor units. */
    String schedule = "business";

    long scheduleVersion;
    long ratePpm = 6_000;
    long minimum = 50;
    private byte[] hash = new byte[32];
    long clockNs;

    Scribe() {
        TRUST.of(Topics.PAYMENTS);
    }

    RecordedLog log() {
        return new RecordedLog(
                PARTITIONS,
                commands,
                payments,
                refunds,
                journal,
                merchants,
                List.of(),
                List.of(),
                history,
                applied,
                calls,
                List.of(),
                List.of(),
                List.of());
    }

    Evidence evidence() {
        return new Evidence(log(), charges, exchanges, changes, null, true);
    }

    long now() {
        return commands.getLast().timestampMs();
    }

    void command(@Nullable String idempotencyKey, Object body) {
        command(PARTITION, "key", idempotencyKey, body);
    }

    /** @return where it stands */
    Logged<Command> command(int partition, String actor, @Nullable String idempotencyKey, Object body) {
        long offset = commands.stream()
                .filter(logged -> logged.partition() == partition)
                .count();
        long number = commands.size();
        Command command = new Command(
                "cmd_" + number, "req_" + number, "edge-1", ReplyWhen.CONCLUDED, actor, idempotencyKey, null, body);
        String key = body instanceof Tick || partition != PARTITION ? null : MERCHANT;
        Logged<Command> logged =
                new Logged<>("commands", partition, offset, 1_760_000_000_000L + number * 10, key, command);
        commands.add(logged);
        return logged;
    }

    void onboard() {
        command(
                null,
                new CreateMerchant(
                        MERCHANT,
                        "France",
                        "FR",
                        "Europe/London",
                        List.of("EUR", "GBP"),
                        "business",
                        "k1",
                        ByteBuffer.wrap(new byte[32]),
                        "active"));
        write(MerchantFact.newBuilder()
                .setId(MERCHANT)
                .setName("France")
                .setCountry("FR")
                .setTimezone("Europe/London")
                .setCurrencies(List.of("EUR", "GBP"))
                .setTier("business")
                .setStatus("active")
                .setVersion(1L)
                .setCreatedAtMs(now())
                .setUpdatedAtMs(now())
                .setPartition(PARTITION)
                .setSequence(0L)
                .setCommandOffset(0L)
                .build());
    }

    /** Asks for a payment; the fact is its first, processing. */
    PaymentFact ask(String key, String orderNo, long amount) {
        askInVain(key, orderNo, amount);
        return open(orderNo, amount, null, NOTHING, PaymentStatusCode.PROCESSING);
    }

    /** The first fact of what was just asked for. Its signals are those of a payment whose customer is not known. */
    PaymentFact open(
            String orderNo, long amount, @Nullable Customer customer, RiskFact risk, PaymentStatusCode status) {
        int paid = (int) payments.stream()
                .map(logged -> logged.value().getId())
                .distinct()
                .count();
        boolean signalled = risk.getSignals() != null;
        RiskSignals signals = signalled
                ? risk.getSignals()
                : RiskSignals.newBuilder().setPerMerchant(paid + 1).build();
        PaymentFact fact = new PaymentFact(
                Ids.of(Ids.PAYMENT, now(), PARTITION, commands.getLast().offset()),
                MERCHANT,
                orderNo,
                amount,
                "GBP",
                0L,
                0L,
                0L,
                0L,
                status,
                PaymentStatusCode.CREATED,
                "simulator",
                null,
                null,
                RiskFact.newBuilder(risk).setSignals(signals).build(),
                null,
                CaptureMode.AUTOMATIC,
                customer,
                null,
                List.of(),
                status == PaymentStatusCode.REVIEW
                        ? new ReviewFact(now() + DAY_MS, null, null, null, null, null)
                        : null,
                schedule,
                scheduleVersion,
                BUSINESS_DATE,
                merchants.getLast().value().getVersion(),
                (long) history.size(),
                "key",
                now(),
                now(),
                now(),
                PARTITION,
                0L,
                0L);
        write(fact);
        if (status == PaymentStatusCode.PROCESSING) {
            call(fact);
        }
        return payments.getLast().value();
    }

    /** What the core has the channel asked for. */
    void call(PaymentFact payment) {
        ChannelCommand call = ChannelCommand.newBuilder()
                .setMerchantId(MERCHANT)
                .setPaymentId(payment.getId())
                .setChannel("simulator")
                .setOperation(ChannelOperation.AUTHORIZE)
                .setMode(CallMode.CALL)
                .setAttempt(1)
                .setKey(payment.getId() + ":authorize")
                .setAmount(payment.getAmount())
                .setCurrency("GBP")
                .setIssuedAtMs(now())
                .setCommandOffset(commands.getLast().offset())
                .build();
        calls.add(new Logged<>("channel-commands", PARTITION, calls.size(), now(), MERCHANT, call));
    }

    /** Asks for a payment that leads to nothing, being a repeat or refused. */
    void askInVain(String key, String orderNo, long amount) {
        command(
                key,
                new CreatePayment(
                        MERCHANT,
                        orderNo,
                        amount,
                        "GBP",
                        null,
                        CaptureMode.AUTOMATIC,
                        null,
                        null,
                        null,
                        List.of(),
                        null));
    }

    void outcome(PaymentFact payment, @Nullable RefundFact refund, ChannelResult result) {
        ChannelOperation operation = refund == null ? ChannelOperation.AUTHORIZE : ChannelOperation.REFUND;
        command(
                null,
                new ChannelOutcome(
                        MERCHANT,
                        payment.getId(),
                        refund == null ? null : refund.getId(),
                        "simulator",
                        operation,
                        1,
                        result,
                        "ch_1",
                        null,
                        null,
                        null));
    }

    PaymentFact capture(PaymentFact payment) {
        outcome(payment, null, ChannelResult.APPROVED);
        long fee = Math.max(minimum, (payment.getAmount() * ratePpm + 500_000) / 1_000_000);
        PaymentFact paid = PaymentFact.newBuilder(payment)
                .setStatus(PaymentStatusCode.SUCCEEDED)
                .setStatusBefore(payment.getStatus())
                .setAmountCaptured(payment.getAmount())
                .setFee(fee)
                .setUpdatedAtMs(now())
                .build();
        write(paid);
        post(
                "capture",
                paid.getId(),
                null,
                paid.getOccurredAtMs(),
                List.of(
                        leg("channel:simulator:receivable", payment.getAmount()),
                        leg("merchant:" + MERCHANT + ":pending", fee - payment.getAmount()),
                        leg("fees", -fee)));
        charges.add(new Evidence.Charge(paid.getId() + ":authorize", "authorize", true, true, paid.getAmount(), "GBP"));
        return paid;
    }

    PaymentFact decline(PaymentFact payment) {
        outcome(payment, null, ChannelResult.DECLINED);
        PaymentFact failed = PaymentFact.newBuilder(payment)
                .setStatus(PaymentStatusCode.FAILED)
                .setStatusBefore(payment.getStatus())
                .setUpdatedAtMs(now())
                .build();
        write(failed);
        return failed;
    }

    RefundFact refund(PaymentFact paid, String refundNo, long amount) {
        command(refundNo, new CreateRefund(MERCHANT, paid.getOrderNo(), null, refundNo, amount, null, null));
        RefundFact refund = new RefundFact(
                Ids.of(Ids.REFUND, now(), PARTITION, commands.getLast().offset()),
                MERCHANT,
                paid.getId(),
                paid.getOrderNo(),
                refundNo,
                amount,
                "GBP",
                RefundStatusCode.PROCESSING,
                RefundStatusCode.PENDING,
                "simulator",
                null,
                null,
                null,
                null,
                null,
                0,
                now(),
                now(),
                now(),
                PARTITION,
                0L,
                0L);
        write(refund);
        write(latest(paid.getId(), 0, amount));
        post(
                "refund_hold",
                paid.getId(),
                refund.getId(),
                now(),
                List.of(
                        leg("merchant:" + MERCHANT + ":pending", amount),
                        leg("merchant:" + MERCHANT + ":refund_hold", -amount)));
        return refund;
    }

    void finish(PaymentFact paid, RefundFact refund, boolean approved) {
        outcome(paid, refund, approved ? ChannelResult.APPROVED : ChannelResult.DECLINED);
        long amount = refund.getAmount();
        write(RefundFact.newBuilder(refund)
                .setStatus(approved ? RefundStatusCode.SUCCEEDED : RefundStatusCode.FAILED)
                .setStatusBefore(refund.getStatus())
                .setUpdatedAtMs(now())
                .build());
        write(latest(paid.getId(), approved ? amount : 0, -amount));
        String to = approved ? "channel:simulator:receivable" : "merchant:" + MERCHANT + ":pending";
        post(
                approved ? "refund" : "refund_release",
                paid.getId(),
                refund.getId(),
                now(),
                List.of(leg("merchant:" + MERCHANT + ":refund_hold", amount), leg(to, -amount)));
        if (approved) {
            charges.add(new Evidence.Charge(refund.getId() + ":refund", "refund", true, false, amount, "GBP"));
        }
    }

    /** The caller asks and is told at once; later calls are later. */
    void told(String operation, String key, int status, String body) {
        clockNs += 1_000;
        exchanges.add(new Evidence.Exchange(
                MERCHANT, operation, key, "digest of " + key, clockNs, clockNs + 500, status, body));
    }

    static String json(PaymentFact fact) {
        return "{\"id\":\"" + fact.getId() + "\",\"status\":\""
                + fact.getStatus().name().toLowerCase(Locale.ROOT) + "\"}";
    }

    /** Replaces the record at an index, keeping its place. */
    static <T> void alter(List<Logged<T>> records, int index, BiFunction<T, Logged<T>, T> change) {
        Logged<T> logged = records.get(index);
        records.set(index, logged.with(change.apply(logged.value(), logged)));
    }

    /** Recomputes numbers and hashes of the journal, as a forger would who knows the rule. */
    void reseal() {
        List<Logged<EntryFact>> entries = List.copyOf(journal);
        journal.clear();
        hash = new byte[32];
        entries.forEach(logged -> journal.add(new Logged<>(
                "journal", PARTITION, journal.size(), logged.timestampMs(), MERCHANT, seal(logged.value()))));
    }

    private PaymentFact latest(String paymentId, long refunded, long refunding) {
        PaymentFact last = payments.stream()
                .map(Logged::value)
                .filter(fact -> fact.getId().equals(paymentId))
                .reduce((first, second) -> second)
                .orElseThrow();
        return PaymentFact.newBuilder(last)
                .setStatusBefore(last.getStatus())
                .setAmountRefunded(last.getAmountRefunded() + refunded)
                .setAmountRefunding(last.getAmountRefunding() + refunding)
                .setUpdatedAtMs(now())
                .build();
    }

    void write(MerchantFact fact) {
        MerchantFact numbered = MerchantFact.newBuilder(fact)
                .setSequence(merchants.size() + 1)
                .setCommandOffset(commands.getLast().offset())
                .build();
        merchants.add(new Logged<>("merchants", PARTITION, merchants.size(), now(), MERCHANT, numbered));
    }

    void write(PaymentFact fact) {
        PaymentFact numbered = PaymentFact.newBuilder(fact)
                .setSequence(payments.size() + 1)
                .setCommandOffset(commands.getLast().offset())
                .build();
        payments.add(new Logged<>("payments", PARTITION, payments.size(), now(), MERCHANT, numbered));
    }

    private void write(RefundFact fact) {
        RefundFact numbered = RefundFact.newBuilder(fact)
                .setSequence(refunds.size() + 1)
                .setCommandOffset(commands.getLast().offset())
                .build();
        refunds.add(new Logged<>("refunds", PARTITION, refunds.size(), now(), MERCHANT, numbered));
    }

    void post(String kind, String paymentId, @Nullable String refundId, long occurredAtMs, List<LegFact> legs) {
        ByteBuffer none = ByteBuffer.wrap(new byte[32]);
        EntryFact entry = new EntryFact(
                "je_" + kind + "_" + commands.size(),
                MERCHANT,
                kind,
                paymentId,
                refundId,
                legs,
                kind.equals("capture") ? schedule + "@" + scheduleVersion : null,
                (int) LocalDate.ofInstant(Instant.ofEpochMilli(occurredAtMs), ZoneId.of("Europe/London"))
                        .toEpochDay(),
                null,
                null,
                null,
                occurredAtMs,
                now(),
                PARTITION,
                0L,
                commands.getLast().offset(),
                none,
                none);
        journal.add(new Logged<>("journal", PARTITION, journal.size(), now(), MERCHANT, seal(entry)));
    }

    private EntryFact seal(EntryFact entry) {
        EntryFact numbered = EntryFact.newBuilder(entry)
                .setSequence(journal.size() + 1)
                .setPreviousHash(ByteBuffer.wrap(hash))
                .build();
        byte[] next = Chain.hash(hash, numbered);
        hash = next;
        return EntryFact.newBuilder(numbered).setHash(ByteBuffer.wrap(next)).build();
    }

    /** Above zero a debit, below zero a credit. */
    static LegFact leg(String account, long debit) {
        return new LegFact(account, "GBP", Math.max(debit, 0), Math.max(-debit, 0));
    }
}
