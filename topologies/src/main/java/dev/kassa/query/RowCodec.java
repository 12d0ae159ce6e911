package dev.kassa.query;

import dev.kassa.avro.BalanceRow;
import dev.kassa.port.Snapshots.Kind;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.view.ViewCodecs;
import org.apache.avro.specific.SpecificRecordBase;

/** The rows of a snapshot as bytes. Not thread-safe, as codecs are not. */
record RowCodec(Kind kind, ViewCodecs stored, AvroCodec<BalanceRow> balances) {
    static RowCodec of(Kind kind, Codecs codecs) {
        return new RowCodec(
                kind, ViewCodecs.of(codecs), codecs.ofStore("views-balance-rows", BalanceRow.getClassSchema()));
    }

    SpecificRecordBase decode(byte[] row) {
        return switch (kind) {
            case PAYMENTS -> stored.payments().decode(row);
            case SETTLEMENTS -> stored.settlements().decode(row);
            case REFUNDS -> stored.refunds().decode(row);
            case ENTRIES -> stored.entries().decode(row);
            case BALANCES -> balances.decode(row);
        };
    }
}
