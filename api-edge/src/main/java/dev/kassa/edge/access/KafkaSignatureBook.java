package dev.kassa.edge.access;

import dev.kassa.avro.SignatureUse;
import dev.kassa.edge.command.TopicReader;
import dev.kassa.edge.command.TopicWriter;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The book of all edges of an installation: the topic {@code used-signatures}, whose order decides.
 *
 * <p>To use a signature, an edge writes that it wants to, and waits until it reads that back. The records of a signature are
 * on one partition, so every edge reads them in the same order, and whoever wrote the first may let its request pass. There
 * is no moment at which two edges, or one before and after a restart, both take theirs for the first: nothing is let pass
 * before all that was written earlier is read. A signed request costs one more way to the log and back. Where the log
 * does not answer, none passes.
 *
 * <p>What it relies on: that the log keeps what it acknowledged for as long as a signature can be used, and that the clocks
 * of edges and brokers differ by less than {@code used-signatures} is kept beyond that (ADR 18).
 */
public final class KafkaSignatureBook implements SignatureBook {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaSignatureBook.class);
    private static final Duration DECIDED_WITHIN = Duration.ofSeconds(5);

    private final String address =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()) + "-";
    private final AtomicLong claims = new AtomicLong();
    private final Map<String, CompletableFuture<Use>> undecided = new ConcurrentHashMap<>();
    private final UsedSignatures used;
    private final InstantSource clock;
    private final TopicWriter<SignatureUse> writer;
    private final TopicReader<SignatureUse> reader;

    /**
     * Starts to read at once.
     *
     * @param used what is read, in memory
     * @param config of the clients: where the brokers are, and how to talk to them
     */
    public KafkaSignatureBook(UsedSignatures used, InstantSource clock, Codecs codecs, Map<String, Object> config) {
        this.used = used;
        this.clock = clock;
        this.writer = new TopicWriter<>(Topics.USED_SIGNATURES, codecs, config);
        this.reader =
                new TopicReader<>(Topics.USED_SIGNATURES, codecs, config, TopicReader.From.BEGINNING, this::decide);
        reader.start();
    }

    @Override
    public Use use(byte[] signature, long signedAt, long now) {
        Use before = used.look(signature, signedAt, now);
        if (before != Use.FIRST) {
            return before;
        }
        String claim = address + claims.incrementAndGet();
        CompletableFuture<Use> decided = new CompletableFuture<>();
        undecided.put(claim, decided);
        try {
            writer.write(
                            HexFormat.of().formatHex(signature),
                            new SignatureUse(ByteBuffer.wrap(signature), signedAt, claim))
                    .exceptionally(failure -> {
                        LOG.warn("the log did not take the use of a signature: {}", failure.toString());
                        decided.complete(Use.UNKNOWN);
                        return null;
                    });
            return decided.get(DECIDED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return Use.UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Use.UNKNOWN;
        } finally {
            undecided.remove(claim);
        }
    }

    private void decide(SignatureUse wish) {
        byte[] signature = new byte[wish.getSignature().remaining()];
        wish.getSignature().duplicate().get(signature);
        Use use = used.remember(signature, wish.getSignedAt(), clock.instant().getEpochSecond());
        CompletableFuture<Use> asked = undecided.get(wish.getClaim());
        if (asked != null) {
            asked.complete(use);
        }
    }

    @Override
    public boolean ready() {
        return reader.ready();
    }

    @Override
    public void close() {
        writer.close();
        reader.close();
    }
}
