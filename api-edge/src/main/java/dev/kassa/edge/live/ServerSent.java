package dev.kassa.edge.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** The bytes of server-sent events (HTML Living Standard, 9.2). */
final class ServerSent {
    /** Keeps a connection open on which nothing happens. */
    static final byte[] HEARTBEAT = ":\n\n".getBytes(UTF_8);

    private ServerSent() {}

    /** @param json in one line, as JSON without white space is */
    static byte[] event(String id, String event, byte[] json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length + id.length() + event.length() + 32);
        bytes.writeBytes(("id: " + id + "\nevent: " + event + "\ndata: ").getBytes(UTF_8));
        bytes.writeBytes(json);
        bytes.writeBytes("\n\n".getBytes(UTF_8));
        return bytes.toByteArray();
    }
}
