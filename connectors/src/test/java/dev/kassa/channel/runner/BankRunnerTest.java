package dev.kassa.channel.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.avro.BankCommand;
import dev.kassa.avro.BankOperation;
import dev.kassa.avro.BankOutcome;
import dev.kassa.avro.BankResult;
import dev.kassa.bank.Bank;
import dev.kassa.bank.BankErrands;
import dev.kassa.bank.Payout;
import dev.kassa.bank.PayoutOutcome;
import dev.kassa.bank.Payouts;
import dev.kassa.bank.simulator.InProcessBank;
import dev.kassa.channel.runner.ConnectorSettings.Kind;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.schema.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The runner at a bank, against a real broker: it ends after the bank was called and before the outcome is in the log. */
class BankRunnerTest {
    private static final int PAYOUTS = 12;

    @TempDir
    static Path folder;

    private static TestBroker broker;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = new TestBroker(folder);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    /** Pays, and then never answers while it hangs. */
    private static final class SlowBank implements Bank {
        private final InProcessBank books = new InProcessBank(InstantSource.system());
        private final List<String> told = new CopyOnWriteArrayList<>();
        private final CountDownLatch answers = new CountDownLatch(1);
        private volatile boolean hangs = true;

        @Override
        public PayoutOutcome payOut(Payout payout) {
            PayoutOutcome outcome = books.payOut(payout);
            told.add(payout.key());
            if (hangs) {
                try {
                    answers.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return outcome;
        }

        @Override
        public PayoutOutcome query(Payout payout) {
            return books.query(payout);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void each_payout_is_made_once_and_told_though_the_runner_ends_between_call_and_outcome(Kind kind) {
        String name = "bank-" + kind + "-";
        Codecs codecs = new Codecs(new InMemorySchemaRegistry());
        ConnectorSettings settings = ConnectorSettings.of(kind)
                .withGroup(name, name + "-1")
                .withLanes(2)
                .withTimes(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofMillis(1));
        SlowBank bank = new SlowBank();
        ConnectorRunner first =
                new ConnectorRunner(broker.bootstrap(), codecs, new BankErrands(codecs, bank), settings, Map.of());
        first.start();
        send(codecs, name);
        await().atMost(Duration.ofSeconds(30)).until(() -> bank.told.stream().anyMatch(key -> key.startsWith(name)));
        first.close();
        bank.hangs = false;

        try (ConnectorRunner second =
                new ConnectorRunner(broker.bootstrap(), codecs, new BankErrands(codecs, bank), settings, Map.of())) {
            second.start();
            List<BankOutcome> outcomes = outcomes(codecs, name);

            assertThat(outcomes.stream()
                            .filter(outcome -> outcome.getResult() == BankResult.PAID)
                            .map(BankOutcome::getWithdrawalId)
                            .distinct())
                    .hasSize(PAYOUTS);
            assertThat(bank.told.stream().filter(key -> key.startsWith(name)))
                    .as("what may have been paid is asked about, not told to be paid again")
                    .doesNotHaveDuplicates();
            for (int i = 0; i < PAYOUTS; i++) {
                assertThat(bank.books.timesPaid(name + i)).isEqualTo(1);
            }
        } finally {
            bank.answers.countDown();
        }
    }

    private static void send(Codecs codecs, String name) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < PAYOUTS; i++) {
                BankCommand command = Payouts.command(name + i, BankOperation.PAY_OUT, 1, "12345678");
                producer.send(new ProducerRecord<>(
                        Topics.BANK_COMMANDS.name(),
                        ("shop-" + i).getBytes(UTF_8),
                        codecs.of(Topics.BANK_COMMANDS).encode(command)));
            }
        }
    }

    /** The outcomes in the log, once each payout was told to be paid. */
    private static List<BankOutcome> outcomes(Codecs codecs, String name) {
        List<BankOutcome> outcomes = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrap(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, TestBroker.PARTITIONS)
                    .mapToObj(p -> new TopicPartition(Topics.COMMANDS.name(), p))
                    .toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                reader.poll(Duration.ofMillis(50)).forEach(record -> {
                    if (codecs.of(Topics.COMMANDS).decode(record.value()).getBody() instanceof BankOutcome outcome
                            && outcome.getWithdrawalId().startsWith(name)) {
                        outcomes.add(outcome);
                    }
                });
                return outcomes.stream()
                                .filter(outcome -> outcome.getResult() == BankResult.PAID)
                                .map(BankOutcome::getWithdrawalId)
                                .distinct()
                                .count()
                        == PAYOUTS;
            });
        }
        return outcomes;
    }
}
