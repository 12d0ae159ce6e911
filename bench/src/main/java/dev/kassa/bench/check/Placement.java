package dev.kassa.bench.check;

import dev.kassa.schema.Partitions;
import java.util.List;
import java.util.function.Function;

/** Every fact is where its merchant lives, says so itself, and is numbered without gaps. */
final class Placement {
    /** What a fact says about its own place. */
    record Claim(String merchantId, int partition, long sequence, long commandOffset) {}

    private final Findings findings;
    private final int partitions;

    Placement(Findings findings, int partitions) {
        this.findings = findings;
        this.partitions = partitions;
    }

    /** Reads one partition of one topic from its first fact. */
    <T> void partition(List<Logged<T>> facts, Function<T, Claim> claims) {
        long sequence = 0;
        long commandOffset = -1;
        for (Logged<T> fact : facts) {
            Claim claim = claims.apply(fact.value());
            String at = fact.at();
            findings.equal(sequence + 1, claim.sequence, "I4", at, "sequence");
            sequence = claim.sequence;
            findings.unless(
                    claim.commandOffset >= commandOffset,
                    "I8",
                    at,
                    "of command " + claim.commandOffset + " stands after one of command " + commandOffset);
            commandOffset = Math.max(commandOffset, claim.commandOffset);
            findings.equal(fact.partition(), claim.partition, "I8", at, "partition it claims");
            findings.equal(Partitions.of(claim.merchantId, partitions), fact.partition(), "I8", at, "partition");
            findings.equal(claim.merchantId, fact.key(), "I8", at, "key");
        }
    }
}
