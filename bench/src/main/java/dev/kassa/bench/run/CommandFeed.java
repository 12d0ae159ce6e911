package dev.kassa.bench.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.CaptureMode;
import dev.kassa.avro.ChangeReference;
import dev.kassa.avro.Command;
import dev.kassa.avro.CreateMerchant;
import dev.kassa.avro.CreatePayment;
import dev.kassa.avro.LimitsFact;
import dev.kassa.avro.ReplyWhen;
import dev.kassa.avro.UpdateMerchant;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topics;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes commands as the edge does. Not thread-safe. */
final class CommandFeed implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final AvroCodec<Command> codec;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final String tag = Long.toString(System.nanoTime(), 36);
    private long count;

    CommandFeed(String bootstrapServers, Codecs codecs, int lingerMs) {
        codec = codecs.of(Topics.COMMANDS);
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG,
                        lingerMs,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        128 << 10,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    static String merchant(int number) {
        return "bench-" + number;
    }

    void onboard(int merchants) {
        for (int i = 0; i < merchants; i++) {
            String id = merchant(i);
            send(
                    id,
                    null,
                    null,
                    new CreateMerchant(
                            id,
                            id,
                            "GB",
                            "Europe/London",
                            List.of("GBP"),
                            "business",
                            "k" + i,
                            ByteBuffer.wrap(new byte[32]),
                            "active"));
        }
        flush();
    }

    /**
     * One payment of a new order.
     *
     * @param commandId comes back in the reply
     */
    void pay(String merchantId, String commandId) {
        String orderNo = tag + "-" + count++;
        CreatePayment body = new CreatePayment(
                merchantId,
                orderNo,
                500 + count % 49_500,
                "GBP",
                null,
                CaptureMode.AUTOMATIC,
                null,
                null,
                null,
                List.of(),
                null);
        send(merchantId, orderNo, commandId, body);
    }

    /** One payment of a new order, by a customer with an address and a device. */
    void payAs(String merchantId, int number) {
        String orderNo = tag + "-" + count++;
        CreatePayment body = new CreatePayment(
                merchantId,
                orderNo,
                500 + count % 49_500,
                "GBP",
                null,
                CaptureMode.AUTOMATIC,
                null,
                AllRules.customer(number),
                null,
                List.of(),
                null);
        send(merchantId, orderNo, "b", body);
    }

    /** A change of what all merchants share. */
    void change(String kind, String key, Object body) {
        Command command = new Command(
                "change",
                null,
                null,
                ReplyWhen.CONCLUDED,
                "bench",
                null,
                null,
                new ChangeReference(kind, key, null, body));
        send(new ProducerRecord<>(Topics.COMMANDS.name(), 0, null, codec.encode(command)));
    }

    /** A merchant's prices and limits. */
    void limit(String merchantId, String feeSchedule, LimitsFact limits) {
        UpdateMerchant update = UpdateMerchant.newBuilder()
                .setMerchantId(merchantId)
                .setFeeSchedule(feeSchedule)
                .setLimits(List.of(limits))
                .build();
        send(merchantId, null, null, update);
    }

    /** Returns when the broker has all of it. */
    void flush() {
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the broker did not take a command", failed);
        }
    }

    @Override
    public void close() {
        producer.close();
    }

    private void send(String merchantId, @Nullable String idempotencyKey, @Nullable String commandId, Object body) {
        Command command = new Command(
                commandId == null ? "cmd-" + count : commandId,
                commandId,
                commandId == null ? null : "bench",
                ReplyWhen.CONCLUDED,
                "bench",
                idempotencyKey,
                null,
                body);
        ProducerRecord<byte[], byte[]> sent =
                new ProducerRecord<>(Topics.COMMANDS.name(), merchantId.getBytes(UTF_8), codec.encode(command));
        send(sent);
    }

    private void send(ProducerRecord<byte[], byte[]> sent) {
        producer.send(sent, (metadata, failed) -> {
            if (failed != null) {
                failure.set(failed);
            }
        });
    }
}
