package dev.kassa.standalone.audit;

import dev.kassa.avro.AuditRecord;
import dev.kassa.schema.AuditChain;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** An audit log to tamper with: a chain of three records, and one of four that began after it. */
public final class Trail {
    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    static {
        // Making codecs is what lets Avro trust our classes.
        var _ = new Codecs(new InMemorySchemaRegistry());
    }

    private Trail() {}

    public static List<AuditRecord> whole() {
        List<AuditRecord> records = new ArrayList<>();
        byte[] last = AuditChain.start();
        for (int chain = 1; chain <= 2; chain++) {
            AuditChain sealing = new AuditChain("aud_" + chain, last);
            for (int i = 1; i <= chain + 2; i++) {
                AuditRecord record = record("c-" + chain + "-" + i);
                sealing.seal(record);
                records.add(record);
            }
            last = AuditChain.bytes(records.getLast().getHash());
        }
        return records;
    }

    public static AuditRecord record(String commandId) {
        return new AuditRecord(
                "r-1",
                "operator",
                "payment.create",
                "o-1",
                "acme",
                "127.0.0.1",
                201,
                null,
                1_700_000_000_000L,
                42L,
                null,
                commandId,
                0L,
                "",
                0L,
                NONE,
                NONE);
    }

    /** The same with an altered record. */
    public static List<AuditRecord> altered(int index) {
        List<AuditRecord> records = whole();
        records.get(index).setActor("key:somebody");
        return records;
    }

    /** The same without a record. */
    public static List<AuditRecord> without(int index) {
        List<AuditRecord> records = whole();
        records.remove(index);
        return records;
    }

    /** The same with a record and the next one changed round. */
    public static List<AuditRecord> swapped(int index) {
        List<AuditRecord> records = whole();
        records.add(index + 1, records.remove(index));
        return records;
    }
}
