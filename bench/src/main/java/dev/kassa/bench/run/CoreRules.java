package dev.kassa.bench.run;

import dev.kassa.ledger.Balance;
import dev.kassa.ledger.HashChain;
import dev.kassa.ledger.JournalEntry;
import dev.kassa.ledger.Posting;
import dev.kassa.ledger.Postings;
import dev.kassa.pricing.FeeTerms;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** The core without Kafka: single rules, and a whole payment over stores in memory, with and without rules, on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1500m", "-XX:+UseCompactObjectHeaders", "--sun-misc-unsafe-memory-access=allow"})
public class CoreRules {
    private static final String MERCHANT = LonelyCore.MERCHANT;

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
            null,
            null,
            null,
            null,
            LonelyCore.START_MS,
            LonelyCore.START_MS,
            LonelyCore.PARTITION,
            1,
            1);
    private LonelyCore plain = new LonelyCore(false);
    private LonelyCore ruled = new LonelyCore(true);

    /** Stores start empty each time: what is measured must not depend on how long it has run. */
    @Setup(Level.Iteration)
    public void empty() {
        plain = new LonelyCore(false);
        ruled = new LonelyCore(true);
    }

    @TearDown(Level.Iteration)
    public void check() {
        plain.requireAllPaid();
        ruled.requireAllPaid();
    }

    /** A payment of which nothing is known but the order, where no rule is set. */
    @Benchmark
    public long payment() {
        return plain.pay();
    }

    /** A payment with a customer, an address and a device, where all rules are on. */
    @Benchmark
    public long paymentWithAllRules() {
        return ruled.pay();
    }

    @Benchmark
    public Posting capturePosting() {
        return Postings.capture(MERCHANT, "simulator", "GBP", Balance.ZERO, 12_345, fees.feeOn(12_345));
    }

    @Benchmark
    public void entryHash(Blackhole hole) {
        hole.consume(chain.hash(start, entry));
    }
}
