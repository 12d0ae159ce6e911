package dev.kassa.edge.command;

import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topic;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Writes commands of one topic as bytes. Thread-safe: a codec is not, and a virtual thread lives too short to have its own,
 * so codecs are lent.
 */
final class CommandEncoder<T extends SpecificRecordBase> {
    private final Codecs codecs;
    private final Topic<T> topic;
    private final ConcurrentLinkedQueue<AvroCodec<T>> idle = new ConcurrentLinkedQueue<>();

    CommandEncoder(Codecs codecs, Topic<T> topic) {
        this.codecs = codecs;
        this.topic = topic;
    }

    byte[] encode(T command) {
        AvroCodec<T> codec = idle.poll();
        if (codec == null) {
            codec = codecs.of(topic);
        }
        byte[] bytes = codec.encode(command);
        idle.add(codec);
        return bytes;
    }
}
