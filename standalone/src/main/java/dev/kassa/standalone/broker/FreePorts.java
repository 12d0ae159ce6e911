package dev.kassa.standalone.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;

/** Ports of the loopback interface that nobody listens on. Thread-safe. */
public final class FreePorts {
    private static final int GIVEN_MAX = 64;
    private static final LinkedHashSet<Integer> GIVEN = new LinkedHashSet<>();

    private FreePorts() {}

    /** The preferred port if it is free, else any free one. 0 prefers none. */
    public static int preferring(int port) {
        return isFree(port) ? (port == 0 ? any() : port) : any();
    }

    /** Any free port; none of those that this process was given last, which may not be listened on yet. */
    public static synchronized int any() {
        int port = anyNow();
        while (GIVEN.contains(port)) {
            port = anyNow();
        }
        GIVEN.add(port);
        if (GIVEN.size() > GIVEN_MAX) {
            GIVEN.removeFirst();
        }
        return port;
    }

    private static int anyNow() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback interface", e);
        }
    }

    /** Whether a server could listen on the port now. */
    @SuppressWarnings("AddressSelection") // the loopback address by intent, never a name to resolve
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
