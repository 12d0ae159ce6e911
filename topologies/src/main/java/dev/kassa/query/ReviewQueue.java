package dev.kassa.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.view.ViewKeys;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** The payments of one partition that wait for a person. */
record ReviewQueue(Rows rows) {
    /** The facts of those behind a payment, by id, which sorts by creation; at most so many. */
    List<ByteBuffer> after(@Nullable String after, int most) {
        List<ByteBuffer> waiting = new ArrayList<>();
        Bytes from = ViewKeys.review(after == null ? "" : after);
        Bytes to = ViewKeys.review("\uffff");
        try (KeyValueIterator<Bytes, byte[]> queue = rows.store().range(from, to)) {
            while (queue.hasNext() && waiting.size() < most) {
                var row = queue.next();
                String id = ViewKeys.lastPart(row.key, ViewKeys.ALL_REVIEWS);
                ByteBuffer fact = rows.fact(ViewKeys.payment(new String(row.value, UTF_8), id));
                if (fact != null && !id.equals(after)) {
                    waiting.add(fact);
                }
            }
        }
        return waiting;
    }
}
