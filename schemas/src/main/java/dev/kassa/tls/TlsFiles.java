package dev.kassa.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a process's certificate, key and authority are, all in PEM.
 *
 * @param certificate the chain, its own certificate first
 * @param key the private key of the first; PKCS #8, readable by its owner only
 * @param authority whose certificates are trusted; null: nobody's but its own
 */
public record TlsFiles(Path certificate, Path key, @Nullable Path authority) {
    /** {@code server.pem}, {@code server.key} and, where it is there, {@code ca.pem} of a folder. */
    public static TlsFiles in(Path folder) {
        return in(folder, "server");
    }

    /** The files of one name in a folder that {@code ./kassa certs} made. */
    public static TlsFiles in(Path folder, String name) {
        Path authority = folder.resolve("ca.pem");
        return new TlsFiles(
                folder.resolve(name + ".pem"),
                folder.resolve(name + ".key"),
                Files.exists(authority) ? authority : null);
    }

    /** What tells one state of the files from the next; empty while one of them is not there. */
    Optional<List<String>> state() {
        try {
            return Optional.of(
                    authority == null
                            ? List.of(state(certificate), state(key))
                            : List.of(state(certificate), state(key), state(authority)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String state(Path file) throws IOException {
        var attributes = Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class);
        return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
    }
}
