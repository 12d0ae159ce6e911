package dev.kassa.standalone.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.standalone.node.DataFolder;
import dev.kassa.standalone.node.SafeStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysSecretTest {
    @Test
    void isMadeOnceAndIsItsOwnersAlone(@TempDir Path path) throws Exception {
        byte[] first = hashOfAKey(path);

        assertThat(hashOfAKey(path)).isEqualTo(first);
        Path file = path.resolve("keys.secret");
        assertThat(Files.readString(file)).matches("[0-9a-f]{64}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(SafeStart.keyHash(file).of("a key")).as("an edge elsewhere").isEqualTo(first);
    }

    private static byte[] hashOfAKey(Path path) {
        try (DataFolder folder = DataFolder.take(path)) {
            return folder.keyHash().of("a key");
        }
    }
}
