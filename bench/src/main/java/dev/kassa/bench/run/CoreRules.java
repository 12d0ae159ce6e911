package dev.kassa.bench.run;

import dev.kassa.avro.CaptureMode;
import dev.kassa.avro.ChannelOperation;
import dev.kassa.avro.ChannelOutcome;
import dev.kassa.avro.ChannelResult;
import dev.kassa.avro.Command;
import dev.kassa.avro.CreateMerchant;
import dev.kassa.avro.CreatePayment;
import dev.kassa.avro.ReplyWhen;
import dev.kassa.core.Core;
import dev.kassa.core.CoreSettings;
import dev.kassa.core.MemoryStorage;
import dev.kassa.core.Moment;
import dev.kassa.core.Outbox;
import dev.kassa.ledger.Balance;
import dev.kassa.ledger.HashChain;
import dev.kassa.ledger.JournalEntry;
import dev.kassa.ledger.Posting;
import dev.kassa.ledger.Postings;
import dev.kassa.pricing.FeeTerms;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Ids;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.schema.Partitions;
import dev.kassa.schema.Topic;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** The core without Kafka: single rules, and a whole payment over stores in memory, on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1500m", "-XX:+UseCompactObjectHeaders", "--sun-misc-unsafe-memory-access=allow"})
public class CoreRules {
    private static final String MERCHANT = "bench";
    private static final int PARTITION = Partitions.of(MERCHANT, CoreSettings.EMBEDDED.partitions());
    private static final long START_MS = 1_760_000_000_000L;

    private final FeeTerms fees = new FeeTerms("business", 0, 6_000, 0, 50, null);
    private final HashChain chain = new HashChain();
    private final byte[] start = HashChain.start();
    private final Posting posting = Postings.capture(MERCHANT, "simulator", "GBP", Balance.ZERO, 12_345, 74);
    private final JournalEntry entry = new JournalEntry(
            "je_0123456789abcdefghjkmnpqrs",
            MERCHANT,
            "capture",
            "pay_0123456789abcdefghjkmnpqrs",
            null,
            posting.legs(),
            "business@0",
            START_MS,
            START_MS,
            PARTITION,
            1,
            1);
    private long sunk;
    private long offset;
    private Core core = core();

    /** Stores start empty each time: what is measured must not depend on how long it has run. */
    @Setup(Level.Iteration)
    public void empty() {
        core = core();
        offset = 0;
        Object merchant = new CreateMerchant(
                MERCHANT,
                MERCHANT,
                "GB",
                "Europe/London",
                List.of("GBP"),
                "business",
                "k",
                ByteBuffer.allocate(32),
                "active");
        handle(merchant, null, null);
    }

    /** A payment from its command to its captured entry: two commands, six records out. */
    @Benchmark
    public long payment() {
        String orderNo = "order-" + offset;
        String id = Ids.of(Ids.PAYMENT, START_MS + offset, PARTITION, offset);
        handle(
                new CreatePayment(
                        MERCHANT,
                        orderNo,
                        12_345L,
                        "GBP",
                        null,
                        CaptureMode.AUTOMATIC,
                        null,
                        null,
                        null,
                        List.of(),
                        null),
                orderNo,
                "bench");
        handle(
                new ChannelOutcome(
                        MERCHANT,
                        id,
                        null,
                        "simulator",
                        ChannelOperation.AUTHORIZE,
                        1,
                        ChannelResult.APPROVED,
                        "ch",
                        null,
                        null,
                        12_345L),
                null,
                null);
        return sunk;
    }

    @Benchmark
    public Posting capturePosting() {
        return Postings.capture(MERCHANT, "simulator", "GBP", Balance.ZERO, 12_345, fees.feeOn(12_345));
    }

    @Benchmark
    public void entryHash(Blackhole hole) {
        hole.consume(chain.hash(start, entry));
    }

    private Core core() {
        return new Core(
                CoreSettings.EMBEDDED,
                new Codecs(new InMemorySchemaRegistry()),
                MemoryStorage.empty(),
                new Outbox() {
                    @Override
                    public void send(Topic<?> topic, String key, byte[] value) {
                        sunk += value.length;
                    }

                    @Override
                    public void command(int partition, byte[] command) {
                        sunk += command.length;
                    }
                },
                PARTITION);
    }

    private void handle(Object body, @Nullable String key, @Nullable String replyTo) {
        Command command = new Command("c" + offset, null, replyTo, ReplyWhen.CONCLUDED, "bench", key, null, body);
        core.handle(command, new Moment(PARTITION, offset, START_MS + offset));
        offset++;
    }
}
