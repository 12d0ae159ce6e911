package dev.kassa.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.avro.Command;
import dev.kassa.avro.CreatePayment;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.SettlementStatusCode;
import dev.kassa.avro.WithdrawalFact;
import dev.kassa.avro.WithdrawalStatusCode;
import dev.kassa.edge.command.TopicReader;
import dev.kassa.edge.live.KafkaTail;
import dev.kassa.edge.live.Live;
import dev.kassa.edge.timeline.KafkaTimeline;
import dev.kassa.edge.timeline.Timeline;
import dev.kassa.edge.timeline.Timeline.Known;
import dev.kassa.edge.timeline.Timeline.Step;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What pages are told from the log itself, on a real broker: the path of a payment, and the last minute. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class LogOnKafkaTest {
    private TestBroker broker;
    private Map<String, Object> clients;
    private KafkaProducer<byte[], byte[]> producer;
    private KafkaProducer<byte[], byte[]> aborting;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        broker = new TestBroker(folder);
        clients = Map.of("bootstrap.servers", broker.bootstrap());
        producer = new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer());
        aborting = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap(), "transactional.id", "aborts"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        aborting.initTransactions();
        // So that records can be of a time that is past.
        try (Admin admin = broker.admin()) {
            ConfigResource payments = new ConfigResource(ConfigResource.Type.TOPIC, Topics.PAYMENTS.name());
            AlterConfigOp created = new AlterConfigOp(
                    new ConfigEntry("message.timestamp.type", "CreateTime"), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(payments, List.of(created)))
                    .all()
                    .get();
        }
        await().until(() -> append(Topics.PAYMENTS, 1, ordered("probe"), 1_000L).timestamp() == 1_000L);
    }

    @AfterAll
    void stop() {
        producer.close();
        aborting.close();
        broker.close();
    }

    @Test
    void the_path_of_a_payment_has_its_records_and_no_others() throws Exception {
        RecordMetadata asked = append(Topics.COMMANDS, 1, command("pay_path"), null);
        append(Topics.COMMANDS, 1, command("pay_another"), null);
        long now = asked.timestamp();
        PaymentFact created = paid("pay_path", asked.offset(), now, PaymentStatusCode.PROCESSING);
        PaymentFact succeeded = paid("pay_path", asked.offset(), now, PaymentStatusCode.SUCCEEDED);
        append(Topics.PAYMENTS, 1, created, now);
        append(Topics.PAYMENTS, 1, paid("pay_another", asked.offset() + 1, now, PaymentStatusCode.SUCCEEDED), now);
        append(Topics.PAYMENTS, 2, paid("pay_path", asked.offset(), now, PaymentStatusCode.FAILED), now);
        aborting.beginTransaction();
        aborting.send(record(Topics.PAYMENTS, 1, paid("pay_path", 77, now, PaymentStatusCode.FAILED), now))
                .get();
        aborting.abortTransaction();
        append(Topics.PAYMENTS, 1, succeeded, now);
        EntryFact entry = EntryFact.newBuilder(MoneyFacts.entries("acme").getFirst())
                .setPaymentId("pay_path")
                .setCommandOffset(asked.offset())
                .setPostedAtMs(now)
                .build();
        append(Topics.JOURNAL, 1, entry, null);

        try (Timeline timeline = new KafkaTimeline(Facts.CODECS, clients)) {
            Timeline.Path path = timeline.of(new Known(succeeded, List.of(entry), List.of()));

            assertThat(path.steps())
                    .extracting(step -> step.topic() + " " + step.partition() + " " + step.what())
                    .containsExactlyInAnyOrder(
                            "commands 1 create_payment",
                            "payments 1 processing",
                            "payments 1 succeeded",
                            "journal 1 capture");
            assertThat(path.steps().getFirst().what()).isEqualTo("create_payment");
            assertThat(path.steps().getFirst().offset()).isEqualTo(asked.offset());
            assertThat(path.steps().stream().filter(step -> step.topic().equals("journal")))
                    .extracting(Step::about)
                    .containsExactly(entry.getId());
            assertThat(path.complete()).isTrue();

            EntryFact lost = EntryFact.newBuilder(entry).setId("je_lost").build();
            assertThat(timeline.of(new Known(succeeded, List.of(entry, lost), List.of()))
                            .complete())
                    .as("an entry that is known and was not found")
                    .isFalse();
            assertThat(timeline.of(new Known(succeeded, List.of(entry), List.of()))
                            .complete())
                    .isTrue();
        }
    }

    @Test
    void the_last_minute_is_read_back_twenty_at_least_and_then_what_comes() throws Exception {
        long now = System.currentTimeMillis();
        long old = now - 180_000;
        many(0, "few-old-", 30, old);
        many(0, "few-new-", 3, now);
        many(3, "new-old-", 30, old);
        many(3, "new-new-", 25, now);
        ConcurrentLinkedQueue<String> read = new ConcurrentLinkedQueue<>();

        try (TopicReader<PaymentFact> reader =
                new TopicReader<>(Topics.PAYMENTS, Facts.CODECS, clients, TopicReader.From.LATELY, fact -> {
                    if (fact.getOrderNo().startsWith("few-")
                            || fact.getOrderNo().startsWith("new-")) {
                        read.add(fact.getOrderNo());
                    }
                })) {
            reader.start();
            await().atMost(Duration.ofSeconds(30)).until(reader::ready);

            List<String> expected = new ArrayList<>();
            for (int i = 13; i < 30; i++) {
                expected.add("few-old-" + i);
            }
            for (int i = 0; i < 25; i++) {
                expected.add("new-new-" + i);
            }
            expected.addAll(List.of("few-new-0", "few-new-1", "few-new-2"));
            assertThat(read).containsExactlyInAnyOrderElementsOf(expected);

            many(0, "few-later-", 1, now);
            await().atMost(Duration.ofSeconds(10)).until(() -> read.contains("few-later-0"));
        }
    }

    @Test
    void of_a_flood_the_last_minute_is_twenty_thousand_records_of_a_partition() throws Exception {
        many(2, "flood-", 20_050, System.currentTimeMillis());
        ConcurrentLinkedQueue<String> read = new ConcurrentLinkedQueue<>();

        try (TopicReader<PaymentFact> reader =
                new TopicReader<>(Topics.PAYMENTS, Facts.CODECS, clients, TopicReader.From.LATELY, fact -> {
                    if (fact.getOrderNo().startsWith("flood-")) {
                        read.add(fact.getOrderNo());
                    }
                })) {
            reader.start();
            await().atMost(Duration.ofSeconds(60)).until(reader::ready);

            assertThat(read).hasSize(20_000).contains("flood-50", "flood-20049").doesNotContain("flood-49");
        }
    }

    @Test
    void the_tail_tells_what_is_past_apart_from_what_comes() throws Exception {
        append(Topics.PAYMENTS, 1, ordered("tail-before"), System.currentTimeMillis());
        append(Topics.REFUNDS, 1, Facts.refund("acme", "rf_before", "o-1", "r-1"), null);
        append(Topics.SETTLEMENTS, 1, MoneyFacts.settlement("acme", "stl_before", SettlementStatusCode.PENDING), null);
        Heard heard = new Heard();

        try (AutoCloseable reading = new KafkaTail(Facts.CODECS, clients).follow(heard)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> heard.lately.contains("tail-before"));
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                append(Topics.PAYMENTS, 1, ordered("tail-now"), System.currentTimeMillis());
                append(Topics.REFUNDS, 1, Facts.refund("acme", "rf_now", "o-1", "r-2"), null);
                append(
                        Topics.SETTLEMENTS,
                        1,
                        MoneyFacts.settlement("acme", "stl_now", SettlementStatusCode.COMPLETED),
                        null);
                append(
                        Topics.WITHDRAWALS,
                        1,
                        MoneyFacts.withdrawal("acme", "wd_now", WithdrawalStatusCode.COMPLETED),
                        null);
                return heard.now.containsAll(List.of("tail-now", "rf_now", "stl_now", "wd_now"));
            });
            assertThat(reading).isNotNull();
        }
        assertThat(heard.now).doesNotContain("tail-before", "rf_before", "stl_before");
    }

    /** What was heard, by its ids and orders. */
    private static final class Heard implements Live.Heard {
        final ConcurrentLinkedQueue<String> lately = new ConcurrentLinkedQueue<>();
        final ConcurrentLinkedQueue<String> now = new ConcurrentLinkedQueue<>();

        @Override
        public void lately(PaymentFact fact) {
            lately.add(fact.getOrderNo());
        }

        @Override
        public void take(PaymentFact fact) {
            now.add(fact.getOrderNo());
        }

        @Override
        public void take(RefundFact fact) {
            now.add(fact.getId());
        }

        @Override
        public void take(SettlementFact fact) {
            now.add(fact.getId());
        }

        @Override
        public void take(WithdrawalFact fact) {
            now.add(fact.getId());
        }
    }

    private void many(int partition, String orders, int count, long atMs) throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sent.add(producer.send(record(Topics.PAYMENTS, partition, ordered(orders + i), atMs)));
        }
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }
    }

    private <T extends SpecificRecordBase> RecordMetadata append(
            Topic<T> topic, int partition, T fact, @Nullable Long atMs)
            throws InterruptedException, ExecutionException {
        return producer.send(record(topic, partition, fact, atMs)).get();
    }

    private static <T extends SpecificRecordBase> ProducerRecord<byte[], byte[]> record(
            Topic<T> topic, int partition, T fact, @Nullable Long atMs) {
        byte[] value = Facts.CODECS.of(topic).encode(fact);
        return new ProducerRecord<>(topic.name(), partition, atMs, "acme".getBytes(UTF_8), value);
    }

    private static Command command(String paymentId) {
        CreatePayment body = CreatePayment.newBuilder()
                .setMerchantId("acme")
                .setOrderNo(paymentId)
                .setAmount(1299)
                .setCurrency("EUR")
                .build();
        return Command.newBuilder()
                .setCommandId(paymentId)
                .setActor("test")
                .setBody(body)
                .build();
    }

    private static PaymentFact ordered(String orderNo) {
        return Facts.payment("acme", "pay_" + orderNo, orderNo, PaymentStatusCode.SUCCEEDED);
    }

    private static PaymentFact paid(String id, long offset, long atMs, PaymentStatusCode status) {
        return PaymentFact.newBuilder(Facts.payment("acme", id, "o-1", status))
                .setPartition(1)
                .setCommandOffset(offset)
                .setCreatedAtMs(atMs)
                .setUpdatedAtMs(atMs)
                .build();
    }
}
