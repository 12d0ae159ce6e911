package dev.kassa.stream;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * A store that keeps back what changes and writes it to another when a commit is about to be made. It is told of that as Kafka
 * Streams' own caching stores are, by an interface internal to Kafka Streams, which is named here alone; ADR 23 says why it is
 * used though it is internal.
 */
public abstract class BufferedStore implements StateStore, CachedStateStore<byte[], byte[]> {
    /** Where rows stay, and are logged. */
    protected final KeyValueStore<Bytes, byte[]> below;

    protected BufferedStore(KeyValueStore<Bytes, byte[]> below) {
        this.below = below;
    }

    /** Writes what was kept back. What it claims to be written is there when it returns. */
    @Override
    public abstract void flushCache();

    /** Forgets what was kept back: the task begins again where it last committed. */
    @Override
    public abstract void clearCache();

    @Override
    public final boolean setFlushListener(
            @Nullable CacheFlushListener<byte[], byte[]> listener, boolean sendOldValues) {
        return false; // There is nobody to tell.
    }

    @Override
    public String name() {
        return below.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        below.init(context, root);
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        flushCache();
        below.commit(changelogOffsets);
    }

    @Override
    @Deprecated // As in Kafka Streams; it still calls it in places.
    public void flush() {
        flushCache();
        below.flush();
    }

    @Override
    public @Nullable Long committedOffset(TopicPartition partition) {
        return below.committedOffset(partition);
    }

    @Override
    public boolean managesOffsets() {
        return below.managesOffsets();
    }

    @Override
    public void close() {
        below.close();
    }

    @Override
    public boolean persistent() {
        return below.persistent();
    }

    @Override
    public boolean isOpen() {
        return below.isOpen();
    }

    @Override
    public Position getPosition() {
        return below.getPosition();
    }
}
