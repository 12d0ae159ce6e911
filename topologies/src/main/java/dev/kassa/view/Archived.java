package dev.kassa.view;

import dev.kassa.archive.ArchivePointer;
import dev.kassa.avro.ArchiveKind;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Rows whose fact may be in the archive: then a pointer stands where the fact would, behind the same stamp. Whoever reads
 * rows by {@code PartitionRows.with} never sees one. Pure.
 */
public final class Archived {
    private Archived() {}

    /** Where the fact begins in a row: payments and refunds are stamped, entries are not. */
    private static int factAt(ArchiveKind kind) {
        return kind == ArchiveKind.ENTRIES ? 0 : Long.BYTES;
    }

    /** What kind of rows of the archive it may be; null: it never is in the archive. */
    public static @Nullable ArchiveKind kind(Bytes key) {
        return ViewKeys.archived(key);
    }

    /** Whether it is in the archive. */
    public static boolean is(Bytes key, byte[] row) {
        ArchiveKind kind = kind(key);
        return kind != null && pointer(kind, row) != null;
    }

    /** Where a row of a kind is in the archive; null: it is here. */
    public static @Nullable ArchivePointer pointer(ArchiveKind kind, byte[] row) {
        int at = factAt(kind);
        return ArchivePointer.isAt(row, at) ? ArchivePointer.at(row, at) : null;
    }

    /** The fact that a row has, which is here. */
    static byte[] fact(ArchiveKind kind, byte[] row) {
        return Arrays.copyOfRange(row, factAt(kind), row.length);
    }

    /** The row with another fact, or pointer, behind its stamp. */
    public static byte[] with(ArchiveKind kind, byte[] row, byte[] fact) {
        int at = factAt(kind);
        byte[] other = Arrays.copyOf(row, at + fact.length);
        System.arraycopy(fact, 0, other, at, fact.length);
        return other;
    }
}
