package dev.kassa.standalone.node;

import dev.kassa.edge.access.KeyHash;
import dev.kassa.tls.SecretFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * The folder that everything is kept in, held by one process at a time. Only its owner can read it: it holds keys.
 *
 * <p>The lock is the operating system's, so a process that was killed does not leave it behind.
 */
public final class DataFolder implements AutoCloseable {
    private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final int KEY_BYTES = 32;

    private final Path path;
    private final FileChannel lockChannel;

    private DataFolder(Path path, FileChannel lockChannel) {
        this.path = path;
        this.lockChannel = lockChannel;
    }

    /**
     * Makes the folder where there is none, and takes it for this process.
     *
     * @throws StartException where another process holds it, or it cannot be written
     */
    public static DataFolder take(Path path) {
        try {
            Files.createDirectories(path);
            restrict(path, OWNER_ONLY_FOLDER);
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                throw new StartException("another Kassa is running on " + path.toAbsolutePath()
                        + "; stop it, or name another folder with --data.");
            }
            return new DataFolder(path, channel);
        } catch (IOException e) {
            throw new StartException(
                    "the data folder " + path.toAbsolutePath() + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    private static void restrict(Path path, Set<PosixFilePermission> permissions) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, permissions);
        }
    }

    public Path path() {
        return path;
    }

    /** A folder inside, by name. It is not made. */
    public Path resolve(String name) {
        return path.resolve(name);
    }

    /** The operator's key, made at the first start. */
    public String operatorKey() {
        return secret("operator.key", "ko_");
    }

    /** What is kept instead of keys. Without its secret, made at the first start, no key that was given out is known. */
    public KeyHash keyHash() {
        return new KeyHash(secret("keys.secret", ""));
    }

    /** A secret of 32 random bytes in hexadecimal behind its prefix, made at the first call and kept in a file of mode 0600. */
    public String secret(String fileName, String prefix) {
        Path file = path.resolve(fileName);
        try {
            if (!Files.exists(file)) {
                byte[] random = new byte[KEY_BYTES];
                new SecureRandom().nextBytes(random);
                SecretFile.write(file, prefix + HexFormat.of().formatHex(random) + "\n");
            }
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new StartException("cannot keep " + file.toAbsolutePath() + ": " + e.getMessage(), e);
        }
    }

    /** Says where the parts of the running process listen, in {@code endpoints.properties}. */
    public void writeEndpoints(Map<String, String> endpoints) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(endpoints)
                .forEach((name, address) ->
                        text.append(name).append('=').append(address).append('\n'));
        try {
            SecretFile.write(path.resolve("endpoints.properties"), text.toString());
        } catch (IOException e) {
            throw new StartException("cannot write endpoints.properties: " + e.getMessage(), e);
        }
    }

    /** Where the parts of the process that runs, or last ran, on a folder listen. */
    public static Map<String, String> endpoints(Path folder) throws IOException {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(folder.resolve("endpoints.properties"))) {
            properties.load(reader);
        }
        Map<String, String> endpoints = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> endpoints.put(name, properties.getProperty(name)));
        return endpoints;
    }

    /** Gives the folder up. */
    @Override
    public void close() {
        try {
            lockChannel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot give up " + path, e);
        }
    }
}
