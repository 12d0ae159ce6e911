package dev.kassa.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * Takes one HTTP/1.1 answer out of a connection's bytes: with Content-Length, chunked, or without a body. An answer that
 * is larger than the buffer throws.
 */
final class ResponseReader {
    private static final int NOT_YET = -1;
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};
    private static final byte[] LAST_CHUNK = {'\r', '\n', '0', '\r', '\n', '\r', '\n'};
    private static final byte[] SUCCEEDED = "\"status\":\"succeeded\"".getBytes(ISO_8859_1);
    private static final byte[] SUCCEEDED_SPACED = "\"status\": \"succeeded\"".getBytes(ISO_8859_1);

    private static final int BYTES_MAX = 4 << 20;

    private ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
    private int status;
    private boolean succeeded;

    /** Where a channel reads into. */
    ByteBuffer buffer() {
        if (!buffer.hasRemaining() && buffer.capacity() < BYTES_MAX) {
            buffer = ByteBuffer.allocate(buffer.capacity() * 2).put(buffer.flip());
        }
        if (!buffer.hasRemaining()) {
            throw new IllegalStateException("an answer of more than " + buffer.capacity() + " bytes");
        }
        return buffer;
    }

    /** Whether an answer is complete; if so it is taken, and {@link #status} and {@link #succeeded} tell of it. */
    boolean complete() {
        int head = find(END_OF_HEAD, 0, buffer.position());
        if (head == NOT_YET) {
            return false;
        }
        int bodyStart = head + END_OF_HEAD.length;
        String text = new String(buffer.array(), 0, bodyStart, ISO_8859_1).toLowerCase(Locale.ROOT);
        int bodyEnd = bodyEnd(text, bodyStart);
        if (bodyEnd == NOT_YET || bodyEnd > buffer.position()) {
            return false;
        }
        status = Integer.parseInt(text.substring(9, 12));
        succeeded =
                find(SUCCEEDED, bodyStart, bodyEnd) != NOT_YET || find(SUCCEEDED_SPACED, bodyStart, bodyEnd) != NOT_YET;
        buffer.flip().position(bodyEnd);
        buffer.compact();
        return true;
    }

    int status() {
        return status;
    }

    boolean succeeded() {
        return succeeded;
    }

    void reset() {
        buffer.clear();
    }

    private int bodyEnd(String head, int bodyStart) {
        int length = head.indexOf("\r\ncontent-length:");
        if (length >= 0) {
            int start = length + "\r\ncontent-length:".length();
            return bodyStart
                    + Integer.parseInt(
                            head.substring(start, head.indexOf("\r\n", start)).strip());
        }
        if (head.contains("\r\ntransfer-encoding: chunked")) {
            int last = find(LAST_CHUNK, bodyStart - 2, buffer.position());
            return last == NOT_YET ? NOT_YET : last + LAST_CHUNK.length;
        }
        return bodyStart;
    }

    private int find(byte[] wanted, int from, int to) {
        byte[] bytes = buffer.array();
        for (int i = from; i <= to - wanted.length; i++) {
            int matched = 0;
            while (matched < wanted.length && bytes[i + matched] == wanted[matched]) {
                matched++;
            }
            if (matched == wanted.length) {
                return i;
            }
        }
        return NOT_YET;
    }
}
