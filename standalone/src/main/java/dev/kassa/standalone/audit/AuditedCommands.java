package dev.kassa.standalone.audit;

import dev.kassa.avro.Command;
import dev.kassa.schema.CanonicalHash;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Which commands the audit log tells of: 8 bytes of memory each. First all are added, then any may be asked for. */
final class AuditedCommands {
    private final CanonicalHash canonical = new CanonicalHash();
    private long[] ids = new long[1024];
    private int count;

    void add(String commandId) {
        if (count == ids.length) {
            ids = Arrays.copyOf(ids, count * 2);
        }
        ids[count++] = shortened(commandId);
    }

    /** To be called once all are added. */
    void sort() {
        Arrays.sort(ids, 0, count);
    }

    boolean has(String commandId) {
        return Arrays.binarySearch(ids, 0, count, shortened(commandId)) >= 0;
    }

    /** Whether a command is one of those that are audited: a caller's, who awaits a reply, and not a channel's. */
    static boolean isOfCaller(Command command) {
        return command.getRequestId() != null
                && command.getReplyTo() != null
                && !command.getActor().startsWith("channel:");
    }

    private long shortened(String commandId) {
        return ByteBuffer.wrap(canonical.add(commandId).hash()).getLong();
    }
}
