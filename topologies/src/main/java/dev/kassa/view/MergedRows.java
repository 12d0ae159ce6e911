package dev.kassa.view;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** Rows that wait and rows that stay, in order of keys, as one; of a key that has both, the one that waits. For one thread. */
final class MergedRows implements KeyValueIterator<Bytes, byte[]> {
    private final Iterator<KeyValue<Bytes, byte[]>> waiting;
    private final KeyValueIterator<Bytes, byte[]> below;
    private final Comparator<Bytes> walk;
    private @Nullable KeyValue<Bytes, byte[]> above;
    private @Nullable KeyValue<Bytes, byte[]> next;

    /** @param waiting in the order of the walk; those without a value hide what is below */
    MergedRows(List<KeyValue<Bytes, byte[]>> waiting, KeyValueIterator<Bytes, byte[]> below, boolean backwards) {
        this.waiting = waiting.iterator();
        this.below = below;
        this.walk = backwards ? Comparator.reverseOrder() : Comparator.naturalOrder();
        above = nextOf(this.waiting);
        advance();
    }

    private void advance() {
        next = null;
        while (next == null && (above != null || below.hasNext())) {
            next = take();
        }
    }

    /** The next row of either; null where it is one to be deleted. */
    private @Nullable KeyValue<Bytes, byte[]> take() {
        if (above == null) {
            return below.next();
        }
        int order = below.hasNext() ? walk.compare(above.key, below.peekNextKey()) : -1;
        if (order > 0) {
            return below.next();
        }
        if (order == 0) {
            below.next();
        }
        KeyValue<Bytes, byte[]> taken = above;
        above = nextOf(waiting);
        return taken.value == null ? null : taken;
    }

    private static <T> @Nullable T nextOf(Iterator<T> rows) {
        return rows.hasNext() ? rows.next() : null;
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Bytes peekNextKey() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        return next.key;
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
        KeyValue<Bytes, byte[]> row = next;
        if (row == null) {
            throw new NoSuchElementException();
        }
        advance();
        return row;
    }

    @Override
    public void close() {
        below.close();
    }
}
