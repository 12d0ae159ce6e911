package dev.kassa.standalone.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of the loopback interface that nobody listens on. Thread-safe. */
public final class FreePorts {
    private FreePorts() {}

    /** The preferred port if it is free, else any free one. 0 prefers none. */
    public static int preferring(int port) {
        return isFree(port) ? (port == 0 ? any() : port) : any();
    }

    /** Any free port. */
    public static int any() {
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
