package dev.kassa.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.DossierKind;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** The rows of settlements, withdrawals and bank accounts: the fact itself at each change, and whose it is. */
final class DossierRows {
    private final KeyValueStore<Bytes, byte[]> store;

    DossierRows(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Puts a fact, unless a later one of the same is kept. */
    void put(DossierKind kind, String merchantId, String id, long sequence, byte[] fact) {
        Bytes key = ViewKeys.dossier(kind, merchantId, id);
        byte[] kept = store.get(key);
        if (kept != null && Stamped.sequence(kept) >= sequence) {
            return;
        }
        if (kept == null) {
            store.put(ViewKeys.owner(id), merchantId.getBytes(UTF_8));
        }
        store.put(key, Stamped.of(sequence, fact));
    }
}
