package dev.kassa.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;

/** The keys of the core's stores. */
final class Keys {
    private Keys() {}

    static Bytes of(String id) {
        return Bytes.wrap(id.getBytes(UTF_8));
    }

    /** A merchant id holds no zero byte, so no two pairs share their bytes. */
    static Bytes of(String merchantId, String number) {
        return Bytes.wrap((merchantId + '\0' + number).getBytes(UTF_8));
    }

    /** Sorts by time. */
    static Bytes due(long dueMs, String id) {
        byte[] text = id.getBytes(UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + text.length)
                .putLong(dueMs)
                .put(text)
                .array());
    }

    /** The id behind the time. */
    static String waiting(Bytes due) {
        byte[] bytes = due.get();
        return new String(bytes, Long.BYTES, bytes.length - Long.BYTES, UTF_8);
    }
}
