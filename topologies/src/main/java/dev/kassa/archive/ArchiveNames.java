package dev.kassa.archive;

import dev.kassa.avro.ArchiveKind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What files of the archive are called. An attempt at a run has names of its own, so that no two ever write to one name, and
 * a name follows from what a pointer holds. Pure.
 */
public final class ArchiveNames {
    /** With what all of them begin. */
    public static final String FOLDER = "archive/";

    private static final String MANIFEST = ".json";
    private static final DateTimeFormatter SLOT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private ArchiveNames() {}

    /**
     * The name of a file, such as {@code archive/20261129T030000.000Z/payments-3-1.avro}.
     *
     * @param slotAtMs that the run was for
     * @param attempt of the run
     */
    public static String file(long slotAtMs, ArchiveKind kind, int partition, int attempt) {
        return FOLDER + SLOT.format(Instant.ofEpochMilli(slotAtMs)) + "/" + word(kind) + "-" + partition + "-" + attempt
                + ".avro";
    }

    /** The name of its manifest. */
    public static String manifest(String file) {
        return file + MANIFEST;
    }

    /** A kind of rows, as people read it. */
    public static String word(ArchiveKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
