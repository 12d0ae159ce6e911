package dev.kassa.channel.runner;

import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topic;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Codecs of one topic for many virtual threads: a codec keeps its buffers, so each use takes one of its own. No use
 * blocks, so there are only ever about as many as there are carrier threads. Thread-safe.
 */
public final class CodecPool<T extends SpecificRecordBase> {
    private final Codecs codecs;
    private final Topic<T> topic;
    private final ConcurrentLinkedDeque<AvroCodec<T>> idle = new ConcurrentLinkedDeque<>();

    public CodecPool(Codecs codecs, Topic<T> topic) {
        this.codecs = codecs;
        this.topic = topic;
        idle.push(codecs.of(topic));
    }

    public byte[] encode(T value) {
        AvroCodec<T> codec = take();
        byte[] bytes = codec.encode(value);
        idle.push(codec);
        return bytes;
    }

    /** Throws what {@link AvroCodec#decode} throws. */
    public T decode(byte[] bytes) {
        AvroCodec<T> codec = take();
        T value = codec.decode(bytes);
        idle.push(codec);
        return value;
    }

    private AvroCodec<T> take() {
        AvroCodec<T> codec = idle.poll();
        return codec == null ? codecs.of(topic) : codec;
    }
}
