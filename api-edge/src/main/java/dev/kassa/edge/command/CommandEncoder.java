package dev.kassa.edge.command;

import dev.kassa.avro.Command;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topics;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Writes commands as bytes. Thread-safe: a codec is not, and a virtual thread lives too short to have its own, so codecs
 * are lent.
 */
final class CommandEncoder {
    private final Codecs codecs;
    private final ConcurrentLinkedQueue<AvroCodec<Command>> idle = new ConcurrentLinkedQueue<>();

    CommandEncoder(Codecs codecs) {
        this.codecs = codecs;
    }

    byte[] encode(Command command) {
        AvroCodec<Command> codec = idle.poll();
        if (codec == null) {
            codec = codecs.of(Topics.COMMANDS);
        }
        byte[] bytes = codec.encode(command);
        idle.add(codec);
        return bytes;
    }
}
