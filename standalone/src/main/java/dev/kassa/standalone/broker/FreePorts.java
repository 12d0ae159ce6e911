package dev.kassa.standalone.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;

/** Ports of the loopback interface that nobody listens on. Thread-safe. */
public final class FreePorts {
    private static final int GIVEN_MAX = 64;
    private static final LinkedHashSet<Integer> GIVEN = new LinkedHashSet<>();
    private static final Map<Integer, FileLock> CHOSEN = new HashMap<>();

    private FreePorts() {}

    /**
     * The preferred port if it is free and no other Kassa on this machine, which may not listen on it yet, has chosen it; else
     * any free one. 0 prefers none.
     */
    public static int preferring(int port) {
        return port != 0 && choose(port) && isFree(port) ? port : any();
    }

    /**
     * Chooses it for this process, as long as that lives: the operating system lets go of a lock whose process was killed.
     *
     * @return whether no other has chosen it
     */
    private static synchronized boolean choose(int port) {
        if (CHOSEN.containsKey(port)) {
            return true;
        }
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "kassa-port-" + port);
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                return false;
            }
            CHOSEN.put(port, lock);
            return true;
        } catch (IOException e) {
            return true; // Where nothing can be locked, whether it is free must do.
        }
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
