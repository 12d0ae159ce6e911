package dev.kassa.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads HTTP/1.1 messages off one connection: a start line, headers, and a body of a stated length. Bounded; not
 * thread-safe.
 */
final class WireReader {
    static final int HEAD_BYTES_MAX = 8 * 1024;

    private final InputStream in;
    private final int bodyBytesMax;
    private byte[] buffer = new byte[2048];
    private int start;
    private int end;

    WireReader(InputStream in, int bodyBytesMax) {
        this.in = in;
        this.bodyBytesMax = bodyBytesMax;
    }

    /**
     * One message.
     *
     * @param startLine e.g. {@code GET / HTTP/1.1}, or {@code HTTP/1.1 200 OK}
     * @param keepAlive whether another message may follow
     */
    record Message(String startLine, byte[] body, boolean keepAlive) {}

    /** A message that is larger than what is taken. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException(String message) {
            super(message);
        }
    }

    /** The other side closed the connection before it said anything. */
    static final class NothingSaidException extends EOFException {
        private static final long serialVersionUID = 1L;

        NothingSaidException() {
            super("the connection was closed");
        }
    }

    /**
     * The next message.
     *
     * @throws NothingSaidException where the connection ended, or broke, before the first byte
     * @throws IOException where the connection broke, or speaks something else
     */
    Message next() throws IOException {
        int headEnd = head();
        String[] lines = new String(buffer, start, headEnd - start, ISO_8859_1).split("\r\n", -1);
        start = headEnd + 4;
        int length = 0;
        boolean keepAlive = !lines[0].endsWith("HTTP/1.0");
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon < 1) {
                throw new IOException("not a header: " + lines[i]);
            }
            String name = lines[i].substring(0, colon);
            String value = lines[i].substring(colon + 1).strip();
            if (name.equalsIgnoreCase("Content-Length")) {
                length = length(value);
            } else if (name.equalsIgnoreCase("Transfer-Encoding")) {
                throw new IOException("only bodies of a stated length are read");
            } else if (name.equalsIgnoreCase("Connection")) {
                keepAlive = keepAlive && !value.equalsIgnoreCase("close");
            }
        }
        return new Message(lines[0], body(length), keepAlive);
    }

    private int length(String value) throws IOException {
        if (value.isEmpty() || value.length() > 9 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IOException("not a length: " + value);
        }
        int length = Integer.parseInt(value);
        if (length > bodyBytesMax) {
            throw new TooLargeException("a body of " + length + " bytes");
        }
        return length;
    }

    /** Where the head ends, with all of it in the buffer. */
    private int head() throws IOException {
        int from = start;
        while (true) {
            for (int i = from; i + 3 < end; i++) {
                if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r' && buffer[i + 3] == '\n') {
                    return i;
                }
            }
            int scanned = Math.max(0, end - start - 3);
            if (end - start > HEAD_BYTES_MAX) {
                throw new TooLargeException("a head of more than " + HEAD_BYTES_MAX + " bytes");
            }
            fill();
            from = start + scanned;
        }
    }

    private byte[] body(int length) throws IOException {
        byte[] body = new byte[length];
        int have = Math.min(length, end - start);
        System.arraycopy(buffer, start, body, 0, have);
        start += have;
        if (in.readNBytes(body, have, length - have) < length - have) {
            throw new EOFException("the body ends too soon");
        }
        return body;
    }

    private void fill() throws IOException {
        boolean empty = start == end;
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int count = in.read(buffer, end, buffer.length - end);
        if (count < 0) {
            if (empty) {
                throw new NothingSaidException();
            }
            throw new EOFException("the head ends too soon");
        }
        end += count;
    }
}
