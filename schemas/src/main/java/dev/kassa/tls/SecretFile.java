package dev.kassa.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Files that only their owner may read: mode 0600. */
public final class SecretFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOR_OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private SecretFile() {}

    /** All of it or nothing, and never readable by others, not even for a moment. */
    public static void write(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        if (hasPermissions(file)) {
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        }
        Files.writeString(draft, text, UTF_8);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * What a file holds, for which it must be its owner's alone.
     *
     * @throws TlsException where it cannot be read, or others can read or write it too
     */
    public static String read(Path file) {
        requireOwnerOnly(file);
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new TlsException(file.toAbsolutePath() + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** @throws TlsException where the file is not there, or others can read or write it */
    public static void requireOwnerOnly(Path file) {
        try {
            if (!hasPermissions(file)) {
                return;
            }
            Set<PosixFilePermission> open = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            open.retainAll(FOR_OTHERS);
            if (!open.isEmpty()) {
                throw new TlsException("%s holds a secret and is open to others (mode %s): run chmod 600 on it."
                        .formatted(
                                file.toAbsolutePath(),
                                PosixFilePermissions.toString(Files.getPosixFilePermissions(file))));
            }
        } catch (IOException e) {
            throw new TlsException("there is no file " + file.toAbsolutePath() + " that can be read.", e);
        }
    }

    private static boolean hasPermissions(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
