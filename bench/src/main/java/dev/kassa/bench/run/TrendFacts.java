package dev.kassa.bench.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.CaptureMode;
import dev.kassa.avro.Customer;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.FailureFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.RefundStatusCode;
import dev.kassa.avro.RiskFact;
import dev.kassa.ledger.EntryCodec;
import dev.kassa.ledger.HashChain;
import dev.kassa.ledger.JournalEntry;
import dev.kassa.ledger.Leg;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Ids;
import dev.kassa.schema.Partitions;
import dev.kassa.schema.Topics;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a year of payments straight to their topics as the core would have, each with its two facts and its entry, one in
 * twenty failed and one in twenty given back: each is appended when it took place. The journal is not chained, as nobody who
 * adds it up looks at that. Not thread-safe.
 */
final class TrendFacts implements AutoCloseable {
    static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
    static final int DAYS = 365;

    private static final List<String> CURRENCIES = List.of("EUR", "GBP", "JPY");
    private static final List<String> CHANNELS = List.of("stripe", "paypal", "alipay", "simulator");
    private static final List<String> COUNTRIES = List.of("DE", "GB", "JP", "FR", "US", "CN", "KR", "NL");
    private static final int CHANNELS_EACH = 2;
    private static final int COUNTRIES_EACH = 4;
    private static final int ONE_IN = 20;
    private static final long ANSWER_MS = 60;

    private final KafkaProducer<byte[], byte[]> producer;
    private final AvroCodec<PaymentFact> payments;
    private final AvroCodec<RefundFact> refunds;
    private final AvroCodec<EntryFact> entries;
    private final SplittableRandom random = new SplittableRandom(31);
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final byte[] noHash = HashChain.start();
    private final int partitions;
    private final int merchants;
    private final long apartMicros;
    private final long[] paymentFacts;
    private final long[] refundFacts;
    private final long[] journalEntries;
    private long number;
    private long written;
    private long captured;

    /** @param facts about how many there will be, spread over the year */
    TrendFacts(String bootstrapServers, Codecs codecs, int partitions, int merchants, long facts) {
        this.partitions = partitions;
        this.merchants = merchants;
        // of twenty payments there are 20 × 2 facts and 19 entries, and a refund with its entry
        this.apartMicros = Duration.ofDays(DAYS).toMillis() * 1_000 * (3 * ONE_IN + 1) / (facts * ONE_IN);
        payments = codecs.of(Topics.PAYMENTS);
        refunds = codecs.of(Topics.REFUNDS);
        entries = codecs.of(Topics.JOURNAL);
        paymentFacts = new long[partitions];
        refundFacts = new long[partitions];
        journalEntries = new long[partitions];
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        256 << 10,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    static String merchant(int number) {
        return "m-" + number;
    }

    /** Facts that were written so far. */
    long written() {
        return written;
    }

    /** Minor units of the payments that succeeded, of all currencies, as a sum to compare with. */
    long captured() {
        return captured;
    }

    /** One more payment, with all that becomes of it. */
    void payment() throws Exception {
        int merchant = random.nextInt(merchants);
        PaymentFact opened = opened(merchant);
        write(opened, opened.getCreatedAtMs());
        boolean fails = number % ONE_IN == 0;
        PaymentFact ended = PaymentFact.newBuilder(opened)
                .setStatus(fails ? PaymentStatusCode.FAILED : PaymentStatusCode.SUCCEEDED)
                .setStatusBefore(opened.getStatus())
                .setFailure(fails ? new FailureFact("card_declined", "declined") : null)
                .setAmountCaptured(fails ? 0 : opened.getAmount())
                .setFee(fails ? 0 : opened.getAmount() / 100)
                .setUpdatedAtMs(opened.getCreatedAtMs() + ANSWER_MS)
                .build();
        write(ended, ended.getUpdatedAtMs());
        if (!fails) {
            captured += ended.getAmountCaptured();
            post(ended, "capture", ended.getAmount(), ended.getFee());
        }
        if (number % ONE_IN == 1) {
            refund(ended);
        }
        number++;
    }

    private PaymentFact opened(int merchant) {
        String merchantId = merchant(merchant);
        int partition = Partitions.of(merchantId, partitions);
        long sinceMs = number * apartMicros / 1_000;
        long atMs = Duration.ofDays(FIRST.toEpochDay()).toMillis() + sinceMs;
        return PaymentFact.newBuilder()
                .setId(Ids.of(Ids.PAYMENT, atMs, partition, number))
                .setMerchantId(merchantId)
                .setOrderNo("order-" + number)
                .setAmount(1_000L + random.nextInt(50_000))
                .setCurrency(CURRENCIES.get(merchant % CURRENCIES.size()))
                .setStatus(PaymentStatusCode.PROCESSING)
                .setStatusBefore(PaymentStatusCode.CREATED)
                .setChannel(any(CHANNELS, merchant, CHANNELS_EACH))
                .setRisk(new RiskFact(0, "accept", List.of(), List.of(), null))
                .setCapture(CaptureMode.AUTOMATIC)
                .setCustomer(
                        new Customer("c-" + number % 1_000, null, null, null, any(COUNTRIES, merchant, COUNTRIES_EACH)))
                .setBusinessDate(Math.toIntExact(Duration.ofMillis(atMs).toDays()))
                .setOccurredAtMs(atMs)
                .setCreatedAtMs(atMs)
                .setUpdatedAtMs(atMs)
                .setPartition(partition)
                .setSequence(0)
                .setCommandOffset(number)
                .build();
    }

    private String any(List<String> of, int merchant, int each) {
        return of.get((merchant + random.nextInt(each)) % of.size());
    }

    private void refund(PaymentFact payment) throws Exception {
        long atMs = payment.getUpdatedAtMs();
        RefundFact refund = RefundFact.newBuilder()
                .setId(Ids.of(Ids.REFUND, atMs, payment.getPartition(), number))
                .setMerchantId(payment.getMerchantId())
                .setPaymentId(payment.getId())
                .setOrderNo(payment.getOrderNo())
                .setRefundNo("r-" + number)
                .setAmount(payment.getAmount() / 2)
                .setCurrency(payment.getCurrency())
                .setStatus(RefundStatusCode.SUCCEEDED)
                .setStatusBefore(RefundStatusCode.PENDING)
                .setChannel(payment.getChannel())
                .setCountry(payment.getCustomer().getCountry())
                .setBusinessDate(payment.getBusinessDate())
                .setOccurredAtMs(atMs)
                .setCreatedAtMs(atMs)
                .setUpdatedAtMs(atMs)
                .setPartition(payment.getPartition())
                .setSequence(++refundFacts[payment.getPartition()])
                .setCommandOffset(number)
                .build();
        send(Topics.REFUNDS.name(), payment, atMs, refunds.encode(refund));
        post(payment, "refund", -refund.getAmount(), 0);
    }

    private void write(PaymentFact payment, long atMs) throws Exception {
        payment.setSequence(++paymentFacts[payment.getPartition()]);
        send(Topics.PAYMENTS.name(), payment, atMs, payments.encode(payment));
    }

    /** @param amount to the merchant; below zero: from it */
    private void post(PaymentFact payment, String kind, long amount, long fee) throws Exception {
        String receivable = "channel:" + payment.getChannel() + ":receivable";
        String pending = "merchant:" + payment.getMerchantId() + ":pending";
        String currency = payment.getCurrency();
        long in = Math.max(amount, 0);
        long out = Math.max(-amount, 0);
        List<Leg> legs = fee == 0
                ? List.of(new Leg(receivable, currency, in, out), new Leg(pending, currency, out, in))
                : List.of(
                        new Leg(receivable, currency, in, out),
                        new Leg(pending, currency, 0, in - fee),
                        new Leg("fees", currency, 0, fee));
        int partition = payment.getPartition();
        long atMs = payment.getUpdatedAtMs();
        JournalEntry entry = new JournalEntry(
                Ids.of(Ids.ENTRY, atMs, partition, number),
                payment.getMerchantId(),
                kind,
                payment.getId(),
                null,
                legs,
                null,
                null,
                null,
                null,
                LocalDate.ofEpochDay(payment.getBusinessDate()),
                payment.getOccurredAtMs(),
                atMs,
                partition,
                ++journalEntries[partition],
                number);
        send(Topics.JOURNAL.name(), payment, atMs, entries.encode(EntryCodec.fact(entry, noHash, noHash)));
    }

    private void send(String topic, PaymentFact of, long atMs, byte[] value) throws Exception {
        Exception failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        written++;
        byte[] key = of.getMerchantId().getBytes(UTF_8);
        producer.send(new ProducerRecord<>(topic, of.getPartition(), atMs, key, value), (_, e) -> {
            if (e != null) {
                failure.set(e);
            }
        });
    }

    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
