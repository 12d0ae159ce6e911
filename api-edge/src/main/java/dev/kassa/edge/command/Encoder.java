package dev.kassa.edge.command;

import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topic;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Writes a topic's records as bytes. Thread-safe: a codec is not, and a virtual thread lives too short to have its own, so
 * codecs are lent.
 */
final class Encoder<T extends SpecificRecordBase> {
    private final Topic<T> topic;
    private final Codecs codecs;
    private final ConcurrentLinkedQueue<AvroCodec<T>> idle = new ConcurrentLinkedQueue<>();

    Encoder(Topic<T> topic, Codecs codecs) {
        this.topic = topic;
        this.codecs = codecs;
    }

    byte[] encode(T value) {
        AvroCodec<T> codec = idle.poll();
        if (codec == null) {
            codec = codecs.of(topic);
        }
        byte[] bytes = codec.encode(value);
        idle.add(codec);
        return bytes;
    }
}
