package dev.kassa.bench.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.CaptureMode;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RiskFact;
import dev.kassa.ledger.EntryCodec;
import dev.kassa.ledger.HashChain;
import dev.kassa.ledger.JournalEntry;
import dev.kassa.ledger.Leg;
import dev.kassa.ledger.Posting.Kind;
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
import org.jspecify.annotations.Nullable;

/**
 * Writes payments that succeeded and their journal straight to their topics, as the core would have: what views are made of,
 * sooner than payments can be made. Into topics that hold none. Not thread-safe.
 */
final class FactFeed implements AutoCloseable {
    private static final long START_MS = 1_760_000_000_000L;
    private static final long MS_EACH = 250;
    private static final String CURRENCY = "GBP";

    private final KafkaProducer<byte[], byte[]> producer;
    private final AvroCodec<PaymentFact> payments;
    private final AvroCodec<EntryFact> entries;
    private final HashChain chain = new HashChain();
    private final byte[][] lastHash;
    private final long[] written;
    private final int partitions;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    FactFeed(String bootstrapServers, Codecs codecs, int partitions) {
        this.partitions = partitions;
        payments = codecs.of(Topics.PAYMENTS);
        entries = codecs.of(Topics.JOURNAL);
        written = new long[partitions];
        lastHash = new byte[partitions][];
        for (int i = 0; i < partitions; i++) {
            lastHash[i] = HashChain.start();
        }
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

    /** One payment, captured in full, and its entry. */
    void paid(String merchantId, int number, long amount, long fee) throws Exception {
        int partition = Partitions.of(merchantId, partitions);
        long sequence = ++written[partition];
        long atMs = START_MS + number * MS_EACH;
        String id = Ids.ofMerchant(Ids.PAYMENT, merchantId, atMs, partition, sequence);
        PaymentFact payment = PaymentFact.newBuilder()
                .setId(id)
                .setMerchantId(merchantId)
                .setOrderNo("2026-" + number)
                .setAmount(amount)
                .setCurrency(CURRENCY)
                .setAmountCaptured(amount)
                .setFee(fee)
                .setStatus(PaymentStatusCode.SUCCEEDED)
                .setStatusBefore(PaymentStatusCode.CREATED)
                .setChannel("simulator")
                .setChannelReference("sim_" + (9_000_000_000L + number))
                .setRisk(new RiskFact(0, "accept", List.of(), List.of(), null))
                .setCapture(CaptureMode.AUTOMATIC)
                .setDescription(number % 3 == 0 ? "2 pieces, white \"hanging\" heart T-light holder" : null)
                .setOccurredAtMs(atMs)
                .setCreatedAtMs(atMs)
                .setUpdatedAtMs(atMs)
                .setPartition(partition)
                .setSequence(sequence)
                .setCommandOffset(sequence)
                .build();
        send(Topics.PAYMENTS.name(), partition, merchantId, payments.encode(payment));
        send(Topics.JOURNAL.name(), partition, merchantId, entries.encode(entry(payment)));
    }

    private EntryFact entry(PaymentFact payment) {
        int partition = payment.getPartition();
        JournalEntry entry = new JournalEntry(
                Ids.ENTRY + Ids.tail(payment.getId()) + Kind.CAPTURE.letter(),
                payment.getMerchantId(),
                Kind.CAPTURE.word(),
                payment.getId(),
                null,
                List.of(
                        new Leg("channel:simulator:receivable", CURRENCY, payment.getAmount(), 0),
                        new Leg(
                                "merchant:" + payment.getMerchantId() + ":pending",
                                CURRENCY,
                                0,
                                payment.getAmount() - payment.getFee()),
                        new Leg("fees", CURRENCY, 0, payment.getFee())),
                null,
                null,
                null,
                null,
                null,
                payment.getOccurredAtMs(),
                payment.getCreatedAtMs(),
                partition,
                payment.getSequence(),
                payment.getCommandOffset());
        byte[] before = lastHash[partition];
        byte[] hash = chain.hash(before, entry);
        lastHash[partition] = hash;
        return EntryCodec.fact(entry, before, hash);
    }

    private void send(String topic, int partition, String merchantId, byte[] value) throws Exception {
        Exception failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        producer.send(new ProducerRecord<>(topic, partition, merchantId.getBytes(UTF_8), value), (_, e) -> {
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
