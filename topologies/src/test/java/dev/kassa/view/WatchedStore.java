package dev.kassa.view;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A store that tells which keys are written, in their order. */
record WatchedStore(KeyValueStore<Bytes, byte[]> below, List<Bytes> written) implements KeyValueStore<Bytes, byte[]> {
    @Override
    public void put(Bytes key, byte[] value) {
        written.add(key);
        below.put(key, value);
    }

    @Override
    public byte[] putIfAbsent(Bytes key, byte[] value) {
        written.add(key);
        return below.putIfAbsent(key, value);
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> rows) {
        rows.forEach(row -> put(row.key, row.value));
    }

    @Override
    public byte[] delete(Bytes key) {
        written.add(key);
        return below.delete(key);
    }

    @Override
    public byte[] get(Bytes key) {
        return below.get(key);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        return below.range(from, to);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return below.all();
    }

    @Override
    public long approximateNumEntries() {
        return below.approximateNumEntries();
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
    public void commit(Map<TopicPartition, Long> offsets) {
        below.commit(offsets);
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
}
