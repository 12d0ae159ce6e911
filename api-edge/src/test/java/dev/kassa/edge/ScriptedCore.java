package dev.kassa.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.ApiKeyFact;
import dev.kassa.avro.Command;
import dev.kassa.avro.CreateMerchant;
import dev.kassa.avro.CreatePayment;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.Reply;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A tiny core: answers merchants and payments in transactions, as the real one does, and says a wrong thing in an aborted
 * transaction before. Orders that start with {@code silent} get no answer.
 */
final class ScriptedCore implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> commands;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AvroCodec<Command> commandCodec = Facts.CODECS.of(Topics.COMMANDS);
    private final AvroCodec<Reply> replyCodec = Facts.CODECS.of(Topics.REPLIES);
    private final AvroCodec<MerchantFact> merchantCodec = Facts.CODECS.of(Topics.MERCHANTS);
    private final Thread thread;
    private volatile boolean stopped;

    ScriptedCore(String bootstrap) {
        commands = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest", "enable.auto.commit", false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "transactional.id", "scripted-core", "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        thread = Thread.ofPlatform().name("scripted-core").start(this::run);
    }

    private void run() {
        commands.assign(IntStream.range(0, TestBroker.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(Topics.COMMANDS.name(), partition))
                .toList());
        producer.initTransactions();
        while (!stopped) {
            ConsumerRecords<byte[], byte[]> batch = commands.poll(Duration.ofMillis(50));
            if (!batch.isEmpty()) {
                producer.beginTransaction();
                batch.forEach(consumed -> reply(consumed, FakeCore.refusal(409, "invalid_state", "aborted")));
                producer.abortTransaction();
                producer.beginTransaction();
                batch.forEach(this::answer);
                producer.commitTransaction();
            }
        }
        commands.close();
        producer.close();
    }

    private void answer(ConsumerRecord<byte[], byte[]> consumed) {
        switch (commandCodec.decode(consumed.value()).getBody()) {
            case CreatePayment payment when payment.getOrderNo().startsWith("silent") -> {}
            case CreatePayment payment ->
                reply(
                        consumed,
                        FakeCore.reply(
                                201,
                                Facts.payment(
                                        payment.getMerchantId(),
                                        "pay_" + payment.getOrderNo(),
                                        payment.getOrderNo(),
                                        PaymentStatusCode.SUCCEEDED)));
            case CreateMerchant merchant -> {
                MerchantFact fact = Facts.merchant(merchant.getMerchantId(), consumed.offset() + 1);
                fact.setKeys(List.of(new ApiKeyFact(
                        merchant.getKeyId(), merchant.getKeyHash(), List.of("merchant"), null, "", 0L, null, "none")));
                producer.send(new ProducerRecord<>(
                        Topics.MERCHANTS.name(), fact.getId().getBytes(UTF_8), merchantCodec.encode(fact)));
                reply(consumed, FakeCore.reply(201, fact));
            }
            default -> throw new IllegalStateException("not scripted");
        }
    }

    private void reply(ConsumerRecord<byte[], byte[]> consumed, Reply reply) {
        Command command = commandCodec.decode(consumed.value());
        reply.setCommandId(command.getCommandId());
        reply.setReplyTo(command.getReplyTo());
        producer.send(new ProducerRecord<>(Topics.REPLIES.name(), consumed.key(), replyCodec.encode(reply)));
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join();
    }
}
