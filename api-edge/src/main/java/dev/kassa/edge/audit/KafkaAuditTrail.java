package dev.kassa.edge.audit;

import static dev.kassa.schema.ErrorCode.UNAVAILABLE;

import dev.kassa.edge.problem.Refusal;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.SchemaRegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** The trail as the topic has it, read backwards in pieces. One reader, one call at a time: few ask. */
public final class KafkaAuditTrail implements AuditTrail {
    private static final int PIECE = 1_000;
    private static final int LOOKED_THROUGH_MAX = 20_000;

    private final Codecs codecs;
    private final Map<String, Object> clients;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable AuditTopic topic;

    /** @param clients where the brokers are, and how to talk to them */
    public KafkaAuditTrail(Codecs codecs, Map<String, Object> clients) {
        this.codecs = codecs;
        this.clients = Map.copyOf(clients);
    }

    @Override
    public Page page(Filter filter) {
        lock.lock();
        try {
            AuditTopic open = topic == null ? new AuditTopic(codecs, clients) : topic;
            topic = open;
            return page(open, filter);
        } catch (KafkaException | SchemaRegistryException e) {
            closeTopic();
            throw new Refusal(UNAVAILABLE, "The audit trail cannot be read now; ask again shortly.");
        } finally {
            lock.unlock();
        }
    }

    private static Page page(AuditTopic topic, Filter filter) {
        long end = topic.end();
        long first = filter.fromMs() <= 0 ? 0 : topic.firstAt(filter.fromMs(), end);
        long behind = filter.toMs() == Long.MAX_VALUE ? end : topic.firstAt(filter.toMs(), end);
        long to = filter.before() == null ? behind : Math.min(behind, filter.before());
        long stop = Math.max(first, to - LOOKED_THROUGH_MAX);
        List<Entry> found = new ArrayList<>();
        while (to > stop) {
            long from = Math.max(stop, to - PIECE);
            for (Entry entry : topic.read(from, to).reversed()) {
                if (filter.takes(entry)) {
                    found.add(entry);
                    if (found.size() == filter.limit()) {
                        return new Page(found, entry.offset() > first ? entry.offset() : null);
                    }
                }
            }
            to = from;
        }
        return new Page(found, stop > first ? stop : null);
    }

    private void closeTopic() {
        if (topic != null) {
            topic.close();
            topic = null;
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closeTopic();
        } finally {
            lock.unlock();
        }
    }
}
