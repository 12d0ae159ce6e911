package dev.kassa.filestore;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** An S3 server in a process of its own, on loopback, that keeps its buckets in a folder and checks signatures. */
final class S3Server implements AutoCloseable {
    static final String KEY = "kassa-test";
    static final String SECRET = "not-much-of-a-secret";

    private final Process process;
    private final Path buckets;
    private final URI endpoint;

    private S3Server(Process process, Path buckets, URI endpoint) {
        this.process = process;
        this.buckets = buckets;
        this.endpoint = endpoint;
    }

    static S3Server start(Path jar, Path folder) throws IOException {
        int port = freePort();
        URI endpoint = URI.create("http://127.0.0.1:" + port);
        Path buckets = Files.createDirectories(folder.resolve("buckets"));
        Path properties =
                Files.writeString(folder.resolve("s3proxy.conf"), """
                s3proxy.endpoint=%s
                s3proxy.authorization=aws-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                jclouds.identity=local
                jclouds.credential=local
                """.formatted(endpoint, KEY, SECRET, buckets));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java, "-Xmx256m", "-jar", jar.toString(), "--properties", properties.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("s3proxy.log").toFile())
                .start();
        S3Server server = new S3Server(process, buckets, endpoint);
        await().atMost(Duration.ofSeconds(60)).until(() -> server.answers(port));
        return server;
    }

    URI endpoint() {
        return endpoint;
    }

    /** Empty. */
    String newBucket(String name) throws IOException {
        Files.createDirectory(buckets.resolve(name));
        return name;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private boolean answers(int port) {
        if (!process.isAlive()) {
            throw new IllegalStateException("the S3 server did not start");
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
