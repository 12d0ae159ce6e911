package dev.kassa.archive;

import dev.kassa.avro.ArchiveFact;
import dev.kassa.port.FileStore;
import dev.kassa.port.FileStore.Content;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/** Reads files of the archive whole, and compares them with what was written down of them. Thread-safe. */
public final class ArchiveCheck {
    private final FileStore files;

    /** @param files stays the caller's */
    public ArchiveCheck(FileStore files) {
        this.files = files;
    }

    /**
     * What is wrong with a file; empty where it is as it was written, with as many rows, and its manifest says the same.
     *
     * @throws IOException where the place of files does not answer
     */
    public Optional<String> difference(ArchiveFact fact) throws IOException {
        Optional<Content> opened = files.open(fact.getName());
        if (opened.isEmpty()) {
            return Optional.of("it is not there");
        }
        MessageDigest digest = ArchiveBlock.sha256();
        long rows;
        String unreadable = null;
        try (DigestInputStream in = new DigestInputStream(opened.get().stream(), digest)) {
            rows = -1;
            try {
                rows = rows(in);
            } catch (IOException | AvroRuntimeException e) {
                unreadable = e.getMessage();
            }
            in.transferTo(OutputStream.nullOutputStream());
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(fact.getSha256())) {
            return Optional.of("its SHA-256 is another than was written down");
        }
        if (unreadable != null) {
            return Optional.of("it cannot be read: " + unreadable);
        }
        if (rows != fact.getRows()) {
            return Optional.of("it has " + rows + " rows where " + fact.getRows() + " were written");
        }
        return manifest(fact);
    }

    private static long rows(DigestInputStream in) throws IOException {
        long rows = 0;
        // Not closed: the caller reads what may be left, for the digest.
        DataFileStream<GenericRecord> stream = new DataFileStream<>(in, new GenericDatumReader<>());
        while (stream.hasNext()) {
            stream.nextBlock();
            rows += stream.getBlockCount();
        }
        return rows;
    }

    private Optional<String> manifest(ArchiveFact fact) throws IOException {
        Optional<Content> opened = files.open(ArchiveNames.manifest(fact.getName()));
        if (opened.isEmpty()) {
            return Optional.of("its manifest is not there");
        }
        try (Content content = opened.get()) {
            String says = new String(content.stream().readAllBytes(), StandardCharsets.UTF_8);
            return says.equals(ArchiveManifest.of(fact))
                    ? Optional.empty()
                    : Optional.of("its manifest says something else than was written down");
        }
    }
}
