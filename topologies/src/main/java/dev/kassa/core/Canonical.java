package dev.kassa.core;

import dev.kassa.idempotency.Fingerprint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * The canonical form of a request: the Avro bytes of its command's body. Whichever way a request came, and however its
 * JSON was spaced or ordered, the same request has the same bytes. Not thread-safe.
 */
final class Canonical {
    private static final SpecificData GENERATED = new SpecificData();

    static {
        GENERATED.setCustomCoders(true);
    }

    private final Map<Schema, SpecificDatumWriter<SpecificRecordBase>> writers = new HashMap<>();
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(256);
    private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(buffer, null);

    Fingerprint fingerprint(SpecificRecordBase body) {
        try {
            buffer.reset();
            writers.computeIfAbsent(body.getSchema(), schema -> new SpecificDatumWriter<>(schema, GENERATED))
                    .write(body, encoder);
            encoder.flush();
            return Fingerprint.of(buffer.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail to be written to", e);
        }
    }
}
