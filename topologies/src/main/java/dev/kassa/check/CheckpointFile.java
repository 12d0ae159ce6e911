package dev.kassa.check;

import dev.kassa.avro.LedgerCheckpoint;
import dev.kassa.port.FileStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * The checkpoint of the last check: an Avro container file with a record for each partition, deflated; behind it the 32
 * bytes of its SHA-256 and the 32 bytes of the seal over that. It replaces the one before at once, or not at all. Not
 * thread-safe.
 */
final class CheckpointFile {
    static final String NAME = "ledger/checkpoint.avro";

    private static final int DIGEST_BYTES = 32;
    private static final int TAIL_BYTES = DIGEST_BYTES + CheckSeal.BYTES;
    private static final int DEFLATE_LEVEL = 3;

    private final FileStore files;
    private final CheckSeal seal;

    CheckpointFile(FileStore files, CheckSeal seal) {
        this.files = files;
        this.seal = seal;
    }

    /** @throws IOException where the store does not answer; whatever is wrong with the file itself is no failure */
    Checkpoint read(int partitions) throws IOException {
        Optional<FileStore.Content> found = files.open(NAME);
        if (found.isEmpty()) {
            return Checkpoint.first(Checkpoint.NONE);
        }
        byte[] bytes;
        try (InputStream stream = found.get().stream()) {
            bytes = stream.readAllBytes();
        }
        int length = bytes.length - TAIL_BYTES;
        if (length < 0) {
            return Checkpoint.first(Checkpoint.DAMAGED);
        }
        byte[] digest = sha256(bytes, length);
        if (!Arrays.equals(digest, 0, DIGEST_BYTES, bytes, length, length + DIGEST_BYTES)) {
            return Checkpoint.first(Checkpoint.DAMAGED);
        }
        byte[] signed = Arrays.copyOfRange(bytes, length + DIGEST_BYTES, bytes.length);
        if (!MessageDigest.isEqual(signed, seal.ofCheckpoint(digest))) {
            return Checkpoint.first(Checkpoint.UNSIGNED);
        }
        return parsed(bytes, length, partitions);
    }

    private static Checkpoint parsed(byte[] bytes, int length, int partitions) throws IOException {
        List<LedgerCheckpoint> read = new ArrayList<>();
        try (DataFileStream<LedgerCheckpoint> file = new DataFileStream<>(
                new ByteArrayInputStream(bytes, 0, length), new SpecificDatumReader<>(LedgerCheckpoint.class))) {
            file.forEachRemaining(read::add);
        } catch (AvroRuntimeException e) {
            // Signed by us, and of a schema that this version cannot read.
            return Checkpoint.first(Checkpoint.FOREIGN);
        }
        boolean fits = read.size() == partitions;
        for (int i = 0; fits && i < partitions; i++) {
            fits = read.get(i).getPartition() == i && read.get(i).getPartitions() == partitions;
        }
        return fits ? new Checkpoint(read, Checkpoint.CHECKPOINT) : Checkpoint.first(Checkpoint.FOREIGN);
    }

    void write(List<LedgerCheckpoint> partitions) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataFileWriter<LedgerCheckpoint> file =
                new DataFileWriter<>(new SpecificDatumWriter<>(LedgerCheckpoint.class))) {
            file.setCodec(CodecFactory.deflateCodec(DEFLATE_LEVEL));
            file.create(LedgerCheckpoint.getClassSchema(), bytes);
            for (LedgerCheckpoint each : partitions) {
                file.append(each);
            }
        }
        byte[] content = bytes.toByteArray();
        byte[] digest = sha256(content, content.length);
        try (FileStore.Draft draft = files.create(NAME)) {
            draft.write(content);
            draft.write(digest);
            draft.write(seal.ofCheckpoint(digest));
            draft.publish();
        }
    }

    private static byte[] sha256(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
