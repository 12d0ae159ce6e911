package dev.kassa.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.schema.Ids;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Whose the payments and refunds of a partition are, by the {@link Ids#mark mark} of their ids. A row a payment would say it
 * outright; this is a row a merchant, and who looks an id up tries the one or two that have its mark (ADR 36). Of an id without
 * a mark, which an earlier build made, there is a row that says it outright.
 */
public final class MerchantMarks {
    /** No merchant's id holds it. */
    private static final String BETWEEN = "\n";

    private final KeyValueStore<Bytes, byte[]> store;
    private final Map<Integer, Set<String>> noted = new HashMap<>();

    MerchantMarks(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Before the fact itself is put: what is there can be found. */
    void note(String id, String merchantId) {
        int mark = Ids.mark(id);
        if (mark == 0) {
            store.put(ViewKeys.owner(id), merchantId.getBytes(UTF_8));
        } else if (noted.computeIfAbsent(mark, _ -> new HashSet<>()).add(merchantId)) {
            Bytes key = ViewKeys.mark(mark);
            Set<String> merchants = new TreeSet<>(merchants(store.get(key)));
            merchants.add(merchantId);
            // Even if it was there: a life that was killed may have written it here and not into the changelog.
            store.put(key, String.join(BETWEEN, merchants).getBytes(UTF_8));
        }
    }

    /** The merchants of a row; none where there is none. */
    public static List<String> merchants(byte @Nullable [] row) {
        return row == null ? List.of() : List.of(new String(row, UTF_8).split(BETWEEN));
    }
}
