package dev.kassa.archive;

import dev.kassa.avro.ArchiveFact;
import dev.kassa.avro.ArchiveSum;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.port.FileStore;
import dev.kassa.port.FileStore.Draft;
import dev.kassa.schema.AvroCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Writes one file of the archive: an Avro object container file of facts, deflated in blocks of some 64 KiB, which any
 * reader of Avro can read. Nobody sees it before {@link #publish}. Not thread-safe.
 */
final class ArchiveWriter<T extends SpecificRecordBase> implements AutoCloseable {
    private static final int BLOCK_BYTES = 64 << 10;
    private static final int DEFLATE_LEVEL = 6;
    private static final int CONFLUENT_HEADER_BYTES = 5;

    private final Draft draft;
    private final AvroCodec<T> codec;
    private final Counted counted;
    private final DataFileWriter<Object> file;
    private final int headerBytes;
    private final Map<String, long[]> sums = new TreeMap<>();
    private long rows;
    private long firstMs = Long.MAX_VALUE;
    private long lastMs = Long.MIN_VALUE;
    private int schemaId;

    ArchiveWriter(FileStore files, String name, AvroCodec<T> codec, Schema schema) throws IOException {
        this.draft = files.create(name);
        this.codec = codec;
        this.counted = new Counted(draft);
        try {
            file = new DataFileWriter<>(new GenericDatumWriter<>(schema));
            file.setCodec(CodecFactory.deflateCodec(DEFLATE_LEVEL));
            file.setSyncInterval(BLOCK_BYTES);
            file.create(schema, counted);
            file.flush();
        } catch (IOException | RuntimeException e) {
            draft.close();
            throw e;
        }
        headerBytes = (int) counted.bytes;
    }

    /** The bytes on their way, counted and digested. */
    private static final class Counted extends OutputStream {
        private final OutputStream to;
        private final MessageDigest digest = ArchiveBlock.sha256();
        private long bytes;

        Counted(OutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] some, int from, int length) throws IOException {
            to.write(some, from, length);
            digest.update(some, from, length);
            bytes += length;
        }
    }

    /** Adds a row; they come in the order of the views' keys. */
    void add(T row) throws IOException {
        byte[] encoded = codec.encode(row);
        schemaId = ByteBuffer.wrap(encoded, 1, Integer.BYTES).getInt();
        file.appendEncoded(ByteBuffer.wrap(encoded, CONFLUENT_HEADER_BYTES, encoded.length - CONFLUENT_HEADER_BYTES));
        rows++;
        switch (row) {
            case PaymentFact payment -> tally(payment.getCreatedAtMs(), payment.getCurrency(), payment.getAmount());
            case RefundFact refund -> tally(refund.getCreatedAtMs(), refund.getCurrency(), refund.getAmount());
            case EntryFact entry -> {
                for (LegFact leg : entry.getLegs()) {
                    tally(entry.getPostedAtMs(), leg.getCurrency(), leg.getDebit());
                }
            }
            default -> throw new IllegalArgumentException("no row of the archive: " + row.getSchema());
        }
    }

    private void tally(long atMs, String currency, long amount) {
        firstMs = Math.min(firstMs, atMs);
        lastMs = Math.max(lastMs, atMs);
        long[] sum = sums.computeIfAbsent(currency, _ -> new long[2]);
        sum[0]++;
        sum[1] = Math.addExact(sum[1], amount);
    }

    long rows() {
        return rows;
    }

    /** Makes the file appear, whole, and says of it what was written. There is a row at least. */
    void publish(ArchiveFact.Builder said) throws IOException {
        file.flush();
        draft.publish();
        said.setRows(rows)
                .setFirstMs(firstMs)
                .setLastMs(lastMs)
                .setSums(new ArrayList<>(sums.entrySet().stream()
                        .map(each -> new ArchiveSum(each.getKey(), each.getValue()[0], each.getValue()[1]))
                        .toList()))
                .setSchemaId(schemaId)
                .setHeaderBytes(headerBytes)
                .setBytes(counted.bytes)
                .setSha256(HexFormat.of().formatHex(counted.digest.digest()));
    }

    /** Drops it where it was not published. */
    @Override
    public void close() throws IOException {
        draft.close();
    }
}
