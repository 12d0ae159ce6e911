package dev.kassa.channel.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.avro.CallMode;
import dev.kassa.avro.ChannelCommand;
import dev.kassa.avro.ChannelResult;
import dev.kassa.channel.FakeChannel;
import dev.kassa.channel.Outcome;
import dev.kassa.channel.runner.ConnectorSettings.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The runner against a real broker, over both intakes. */
class ConnectorRunnerTest {
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

    private static RunnerFixture fixture(String test, Kind kind) {
        return new RunnerFixture(broker, test + "-" + kind + "-");
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void eachCommandGetsItsOutcomeUnderItsMerchant(Kind kind) {
        try (RunnerFixture f = fixture("each", kind)) {
            FakeChannel channel = f.channel();
            channel.onCall = call -> call.paymentId().endsWith("b")
                    ? new Outcome.Declined("card_declined", "no")
                    : new Outcome.Approved("ch_1");
            f.run(f.settings(kind), channel);

            f.send(f.command("a", CallMode.CALL), f.command("b", CallMode.CALL));

            soon().until(() -> f.outcomes().size() == 2);
            assertThat(f.results()).containsExactly("a APPROVED", "b DECLINED");
            assertThat(f.outcomes())
                    .allSatisfy(o -> assertThat(o.getMerchantId()).startsWith("m-"))
                    .allSatisfy(o -> assertThat(o.getAttempt()).isEqualTo(1));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aCallThatWasCutOffIsAskedAboutBeforeItIsMadeAgain(Kind kind) {
        try (RunnerFixture f = fixture("cut", kind)) {
            FakeChannel silent = f.channel();
            CountDownLatch never = new CountDownLatch(1);
            silent.onCall = call -> {
                waitFor(never);
                return new Outcome.Unknown("cut off");
            };
            ConnectorSettings settings =
                    f.settings(kind).withTimes(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofMillis(1));
            ConnectorRunner first = f.run(settings, silent);
            f.send(f.command("a", CallMode.CALL));
            soon().until(() -> silent.asked.contains("authorize " + f.name + "a:authorize"));
            first.close();
            FakeChannel channel = f.channel();

            f.run(settings, channel);

            soon().until(() -> f.results().contains("a APPROVED"));
            assertThat(channel.asked)
                    .containsExactly("query " + f.name + "a:authorize", "authorize " + f.name + "a:authorize");
            never.countDown();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatIsDoneIsNotDeliveredToTheNextRun(Kind kind) {
        try (RunnerFixture f = fixture("done", kind)) {
            FakeChannel channel = f.channel();
            ConnectorRunner first = f.run(f.settings(kind), channel);
            f.send(f.command("a", CallMode.CALL));
            soon().until(() -> f.results().contains("a APPROVED"));
            first.close();

            f.run(f.settings(kind), channel);

            f.send(f.command("b", CallMode.CALL));
            soon().until(() -> f.results().contains("b APPROVED"));
            assertThat(channel.asked)
                    .filteredOn(a -> a.startsWith("authorize") && a.contains("-a:"))
                    .hasSize(1);
            assertThat(f.results()).containsExactly("a APPROVED", "b APPROVED");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void commandsOfAnAbortedTransactionAreNeverCalled(Kind kind) {
        try (RunnerFixture f = fixture("aborted", kind)) {
            FakeChannel channel = f.channel();
            f.run(f.settings(kind), channel);
            ChannelCommand aborted = f.command("a", CallMode.CALL);
            ChannelCommand committed = f.command("b", CallMode.CALL);
            committed.setMerchantId(aborted.getMerchantId());

            try (KafkaProducer<byte[], byte[]> producer = f.producer(f.name)) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(RunnerFixture.outgoing(aborted.getMerchantId(), f.bytes(aborted)));
                producer.flush();
                producer.abortTransaction();
                producer.beginTransaction();
                producer.send(RunnerFixture.outgoing(committed.getMerchantId(), f.bytes(committed)));
                producer.commitTransaction();
            }

            // The committed one is behind the aborted one in the same partition.
            soon().until(() -> f.results().contains("b APPROVED"));
            assertThat(channel.asked).isNotEmpty().allMatch(a -> a.contains("b:authorize"));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void callsAtAChannelAreBounded(Kind kind) {
        try (RunnerFixture f = fixture("bounded", kind)) {
            FakeChannel channel = f.channel();
            AtomicInteger now = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            CountDownLatch release = new CountDownLatch(1);
            channel.onCall = call -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                waitFor(release);
                now.decrementAndGet();
                return new Outcome.Approved("ch_1");
            };
            ConnectorRunner runner = f.run(f.settings(kind).withCalls(3, 100), channel);

            f.send(IntStream.range(0, 20)
                    .mapToObj(i -> f.command("p" + i, CallMode.CALL))
                    .toArray(ChannelCommand[]::new));

            soon().until(() -> runner.metrics().inFlight() >= 6 && now.get() == 3);
            release.countDown();
            soon().until(() -> f.outcomes().stream()
                            .filter(o -> o.getResult() == ChannelResult.APPROVED)
                            .count()
                    == 20);
            assertThat(most).hasValue(3);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void poisonGoesToTheDeadLettersAndHoldsNothingBack(Kind kind) {
        try (RunnerFixture f = fixture("poison", kind)) {
            FakeChannel channel = f.channel();
            ConnectorRunner runner = f.run(f.settings(kind), channel);
            int before = f.deadLetters().size();

            try (KafkaProducer<byte[], byte[]> producer = f.producer(null)) {
                producer.send(RunnerFixture.outgoing("m-a", new byte[] {1, 2, 3}));
            }
            f.send(f.command("a", CallMode.CALL));

            soon().until(() ->
                    f.results().contains("a APPROVED") && f.deadLetters().size() > before);
            assertThat(f.deadLetters().getLast().getTopic()).isEqualTo("channel-commands");
            assertThat(f.deadLetters().getLast().getReason()).contains("Confluent wire format");
            soon().until(() -> runner.metrics().inFlight() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aChannelThatThrowsCostsOnlyItsOwnCall(Kind kind) {
        try (RunnerFixture f = fixture("throws", kind)) {
            FakeChannel channel = f.channel();
            channel.onCall = call -> {
                if (call.paymentId().endsWith("a")) {
                    throw new StackOverflowError();
                }
                return new Outcome.Approved("ch_1");
            };
            f.run(f.settings(kind), channel);

            f.send(f.command("a", CallMode.CALL), f.command("b", CallMode.CALL));

            soon().until(() -> f.results().equals(List.of("a UNKNOWN", "b APPROVED")));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aSlowCallHoldsNobodyBack(Kind kind) {
        try (RunnerFixture f = fixture("slow", kind)) {
            FakeChannel channel = f.channel();
            CountDownLatch release = new CountDownLatch(1);
            channel.onCall = call -> {
                if (call.paymentId().endsWith("slow")) {
                    waitFor(release);
                }
                return new Outcome.Approved("ch_1");
            };
            f.run(
                    f.settings(kind)
                            .withLanes(1)
                            .withTimes(Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ofSeconds(1)),
                    channel);
            f.send(f.command("slow", CallMode.CALL));
            soon().until(() -> channel.asked.contains("authorize " + f.name + "slow:authorize"));

            f.send(f.command("a", CallMode.CALL));

            soon().until(() -> f.results().contains("a APPROVED"));
            release.countDown();
            soon().until(() -> f.results().contains("slow APPROVED"));
            // Only a lane of the share group must let go of a call to take more.
            assertThat(f.results().contains("slow UNKNOWN")).isEqualTo(kind == Kind.SHARE);
        }
    }

    @Test
    void aCommandForNoChannelFailsForCertainOnlyBeforeItsFirstCall() {
        try (RunnerFixture f = fixture("nowhere", Kind.SHARE)) {
            f.run(f.settings(Kind.SHARE), new FakeChannel("another"));

            f.send(f.command("a", CallMode.CALL), f.command("b", CallMode.RESOLVE));

            soon().until(() -> f.results().equals(List.of("a FAILED", "b UNKNOWN")));
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
