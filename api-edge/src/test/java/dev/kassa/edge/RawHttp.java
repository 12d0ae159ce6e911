package dev.kassa.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** Bytes on a connection, as no decent client sends them. */
final class RawHttp {
    private static final int ANSWER_MS_MAX = 10_000;

    private RawHttp() {}

    /** What came back until the connection was closed; the request is to ask for that. */
    record Answer(String text) {
        int status() {
            return text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text, 9, 12, 10) : 0;
        }

        String body() {
            int end = text.indexOf("\r\n\r\n");
            return end < 0 ? "" : text.substring(end + 4);
        }

        boolean has(String header) {
            return text.contains("\r\n" + header + ": ");
        }
    }

    static Socket open(int port) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(ANSWER_MS_MAX);
        return socket;
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    static Answer send(int port, String request) throws IOException {
        try (Socket socket = open(port)) {
            write(socket, request);
            return read(socket);
        }
    }

    /** Everything until the other side closes. */
    static Answer read(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            answer.write(buffer, 0, count);
        }
        return new Answer(answer.toString(ISO_8859_1));
    }
}
