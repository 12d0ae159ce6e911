package dev.kassa.bench.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.CaptureMode;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.FactPosition;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Facts of payments as a core would write them, numbered and the journal chained, where no core writes any: what fills views
 * faster than payments could be made. The id of a payment follows from its number. Written by one thread at a time.
 */
final class PaymentFacts implements AutoCloseable {
    private static final long APART_MS = 30;
    private static final long AMOUNT = 10_00;
    private static final long FEE = 29;

    private final List<String> merchants;
    private final int partitions;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AvroCodec<PaymentFact> payments;
    private final AvroCodec<EntryFact> entries;
    private final HashChain chain = new HashChain();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final long startMs;
    private final long[] paymentFacts;
    private final long[] journalEntries;
    private final byte[][] lastHashes;
    private volatile long count;

    /**
     * @param merchants payments are of each in turn
     * @param expected how many there will be, so that the last of them took place about now
     */
    PaymentFacts(String bootstrapServers, Codecs codecs, List<String> merchants, int partitions, long expected) {
        this.merchants = List.copyOf(merchants);
        this.partitions = partitions;
        payments = codecs.of(Topics.PAYMENTS);
        entries = codecs.of(Topics.JOURNAL);
        startMs = System.currentTimeMillis() - expected * APART_MS;
        paymentFacts = new long[partitions];
        journalEntries = new long[partitions];
        lastHashes = new byte[partitions][HashChain.BYTES];
        ByteArraySerializer bytes = new ByteArraySerializer();
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
                bytes,
                bytes);
    }

    /** How many payments were written. */
    long count() {
        return count;
    }

    /** Of the payment of this number, from 0 on. */
    String id(long number) {
        String merchant = merchant(number);
        return Ids.ofMerchant(Ids.PAYMENT, merchant, startMs + number * APART_MS, partition(merchant), number);
    }

    String merchant(long number) {
        return merchants.get((int) (number % merchants.size()));
    }

    private int partition(String merchant) {
        return Partitions.of(merchant, partitions);
    }

    /** The next payment, which has succeeded, with its entry. */
    void succeeded() {
        PaymentFact opened = next();
        write(succeeded(opened, opened.getStatusBefore()));
        post(opened);
        count++;
    }

    /** The next payment as it is made: sent to the channel, and succeeded with its entry. */
    void made() {
        PaymentFact opened = next();
        write(opened);
        write(succeeded(opened, opened.getStatus()));
        post(opened);
        count++;
    }

    private PaymentFact next() {
        long atMs = startMs + count * APART_MS;
        String merchant = merchant(count);
        return PaymentFact.newBuilder()
                .setId(id(count))
                .setMerchantId(merchant)
                .setOrderNo("order-" + count)
                .setAmount(AMOUNT)
                .setCurrency("GBP")
                .setStatus(PaymentStatusCode.PROCESSING)
                .setStatusBefore(PaymentStatusCode.CREATED)
                .setChannel("simulator")
                .setRisk(new RiskFact(0, "accept", List.of(), List.of(), null))
                .setCapture(CaptureMode.AUTOMATIC)
                .setOccurredAtMs(atMs)
                .setCreatedAtMs(atMs)
                .setUpdatedAtMs(atMs)
                .setPartition(partition(merchant))
                .setSequence(0)
                .setCommandOffset(count)
                .build();
    }

    private static PaymentFact succeeded(PaymentFact opened, PaymentStatusCode found) {
        return PaymentFact.newBuilder(opened)
                .setStatus(PaymentStatusCode.SUCCEEDED)
                .setStatusBefore(found)
                .setAmountCaptured(AMOUNT)
                .setFee(FEE)
                .build();
    }

    private void write(PaymentFact payment) {
        int partition = payment.getPartition();
        payment.setSequence(++paymentFacts[partition]);
        send(Topics.PAYMENTS.name(), partition, payment.getMerchantId(), payments.encode(payment));
    }

    private void post(PaymentFact payment) {
        int partition = payment.getPartition();
        String merchant = payment.getMerchantId();
        JournalEntry entry = new JournalEntry(
                Ids.of(Ids.ENTRY, payment.getCreatedAtMs(), partition, count),
                merchant,
                "capture",
                payment.getId(),
                null,
                List.of(
                        new Leg("channel:simulator:receivable", "GBP", AMOUNT, 0),
                        new Leg("merchant:" + merchant + ":pending", "GBP", 0, AMOUNT - FEE),
                        new Leg("fees", "GBP", 0, FEE)),
                null,
                null,
                null,
                null,
                null,
                payment.getCreatedAtMs(),
                payment.getCreatedAtMs(),
                partition,
                ++journalEntries[partition],
                count);
        byte[] hash = chain.hash(lastHashes[partition], entry);
        send(
                Topics.JOURNAL.name(),
                partition,
                merchant,
                entries.encode(EntryCodec.fact(entry, lastHashes[partition], hash)));
        lastHashes[partition] = hash;
    }

    private void send(String topic, int partition, String merchant, byte[] fact) {
        var _ = producer.send(new ProducerRecord<>(topic, partition, merchant.getBytes(UTF_8), fact), (_, failed) -> {
            if (failed != null) {
                failure.set(failed);
            }
        });
    }

    /** Returns when the broker has all of it. */
    void flush() {
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the broker did not take a fact", failed);
        }
    }

    /** After all that was written to a partition. */
    FactPosition position(int partition) {
        return new FactPosition(partition, paymentFacts[partition], 0L, journalEntries[partition], 0L, 0L, 0L, 0L);
    }

    int partitions() {
        return partitions;
    }

    @Override
    public void close() {
        producer.close();
    }
}
