package dev.kassa.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.DossierKind;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The rows of settlements, withdrawals and bank accounts: the fact itself at each change, whose it is, and in which status.
 * The fact is put after all rows that follow from it: if only some of them are kept, the fact comes again.
 */
final class DossierRows {
    private final KeyValueStore<Bytes, byte[]> store;
    private final ViewCodecs codecs;

    DossierRows(KeyValueStore<Bytes, byte[]> store, ViewCodecs codecs) {
        this.store = store;
        this.codecs = codecs;
    }

    /** Puts a fact, unless a later one of the same is kept. */
    void put(DossierKind kind, String merchantId, String id, long sequence, byte[] fact) {
        Bytes key = ViewKeys.dossier(kind, merchantId, id);
        byte[] kept = store.get(key);
        if (kept != null && Stamped.sequence(kept) >= sequence) {
            return;
        }
        byte[] owner = merchantId.getBytes(UTF_8);
        if (kept == null) {
            store.put(ViewKeys.owner(id), owner);
        }
        String status = status(kind, ByteBuffer.wrap(fact));
        String before = kept == null ? null : status(kind, Stamped.inPlace(kept));
        if (!status.equals(before)) {
            note(kind, status, id, owner);
            if (before != null) {
                note(kind, before, id, null);
            }
        }
        store.put(key, Stamped.of(sequence, fact));
    }

    private void note(DossierKind kind, String status, String id, byte @Nullable [] owner) {
        if (ViewKeys.isNoted(kind, status)) {
            store.put(ViewKeys.dossierStatus(kind, status, id), owner);
        }
    }

    private String status(DossierKind kind, ByteBuffer fact) {
        Enum<?> status = switch (kind) {
            case SETTLEMENT -> codecs.settlements().decode(fact).getStatus();
            case WITHDRAWAL -> codecs.withdrawals().decode(fact).getStatus();
            case BANK_ACCOUNT -> codecs.bankAccounts().decode(fact).getStatus();
            case UNRECOGNISED -> throw new IllegalArgumentException("no rows are of a kind that is not known");
        };
        return status.name().toLowerCase(Locale.ROOT);
    }
}
