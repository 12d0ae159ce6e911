package dev.kassa.channel.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The secret that the simulator and its channel share, kept in a file of mode 0600. */
public final class CallbackSecret {
    private static final int BYTES = 32;

    private CallbackSecret() {}

    /**
     * The secret of the file; where there is no file, a new secret, and the file with it.
     *
     * @throws UncheckedIOException where the file can be neither read nor made
     */
    public static byte[] readOrCreate(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return HexFormat.of().parseHex(Files.readString(file, US_ASCII).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the secret in " + file, e);
        }
    }

    private static void create(Path file) throws IOException {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        Path fresh = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                "secret",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(fresh, HexFormat.of().formatHex(secret) + "\n", US_ASCII);
            // A link fails where another process was first: both then read that one's secret.
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            if (!Files.exists(file)) {
                throw e;
            }
        } finally {
            Files.delete(fresh);
        }
    }
}
