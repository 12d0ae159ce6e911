package dev.kassa.query;

import dev.kassa.port.Snapshots.Snapshot;

/** A snapshot whose rows may be taken as bytes instead, as they are sent to another process. For one thread. */
public interface EncodedSnapshot extends Snapshot {
    /** The next row in the Confluent wire format: a fact as it stands on its topic, or a {@code BalanceRow}. */
    byte[] nextEncoded();
}
