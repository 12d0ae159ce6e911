package dev.kassa.stream;

import dev.kassa.avro.DeadLetter;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topics;
import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Wraps records that could not be read. Not thread-safe. */
public final class DeadLetters {
    /** A record near the broker's limit of 1 MiB would not fit again with its wrapping: its place in the log must do. */
    private static final int VALUE_BYTES_MAX = 900_000;

    private final AvroCodec<DeadLetter> codec;

    public DeadLetters(Codecs codecs) {
        this.codec = codecs.of(Topics.DEAD_LETTERS);
    }

    /** The record as a dead letter, under its own key. */
    public Record<byte[], byte[]> of(Record<byte[], byte[]> unread, RecordMetadata from, SerializationException why) {
        DeadLetter letter = new DeadLetter(
                from.topic(),
                from.partition(),
                from.offset(),
                String.valueOf(why.getMessage()),
                wrapped(unread.key()),
                wrapped(unread.value()));
        return unread.withValue(codec.encode(letter));
    }

    private static @Nullable ByteBuffer wrapped(byte @Nullable [] bytes) {
        return bytes == null || bytes.length > VALUE_BYTES_MAX ? null : ByteBuffer.wrap(bytes);
    }
}
