package dev.kassa.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One kept-alive connection with at most one request under way. */
final class Connection {
    private final Selector selector;
    private final InetSocketAddress target;
    private final ResponseReader reader = new ResponseReader();
    private SocketChannel channel;
    private ByteBuffer unsent = ByteBuffer.allocate(0);

    /** When the request under way was due, by {@link System#nanoTime}. */
    long dueNs;

    /** Whether a request is under way. */
    boolean busy;

    Connection(Selector selector, InetSocketAddress target) throws IOException {
        this.selector = selector;
        this.target = target;
        this.channel = connect();
    }

    void send(byte[] request, long due) throws IOException {
        busy = true;
        dueNs = due;
        unsent = ByteBuffer.wrap(request);
        write();
    }

    /** Goes on where the socket is ready. Says whether an answer is complete. */
    boolean proceed(SelectionKey key) throws IOException {
        if (key.isWritable()) {
            write();
        }
        if (!key.isReadable()) {
            return false;
        }
        if (channel.read(reader.buffer()) < 0) {
            throw new IOException("the server closed the connection");
        }
        boolean complete = reader.complete();
        busy &= !complete;
        return complete;
    }

    ResponseReader answer() {
        return reader;
    }

    /** Drops the connection and opens another. What was under way stays unanswered. */
    void renew() throws IOException {
        channel.close();
        reader.reset();
        busy = false;
        channel = connect();
    }

    void close() throws IOException {
        channel.close();
    }

    private SocketChannel connect() throws IOException {
        SocketChannel opened = SocketChannel.open(target);
        opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
        opened.configureBlocking(false);
        opened.register(selector, SelectionKey.OP_READ, this);
        return opened;
    }

    private void write() throws IOException {
        channel.write(unsent);
        SelectionKey key = channel.keyFor(selector);
        if (key != null) {
            key.interestOps(
                    unsent.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }
    }
}
