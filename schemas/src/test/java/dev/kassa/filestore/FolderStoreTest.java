package dev.kassa.filestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kassa.port.FileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderStoreTest extends FileStoreContract {
    @TempDir
    private Path temporary;

    @Override
    FileStore store() throws IOException {
        return new FolderStore(temporary.resolve("files"));
    }

    @Test
    void nobody_but_the_owner_may_enter_or_read() throws Exception {
        try (FileStore store = store();
                FileStore.Draft draft = store.create("half.csv")) {
            put(store, "exports/x.csv", "x");
            draft.write(1);
            try (Stream<Path> all = Files.walk(temporary.resolve("files"))) {
                assertThat(all)
                        .hasSize(5)
                        .allSatisfy(
                                path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
            }
        }
    }

    @Test
    void a_link_out_of_the_folder_is_not_followed() throws Exception {
        try (FileStore store = store()) {
            Path secret = Files.writeString(temporary.resolve("secret"), "secret");
            Files.createSymbolicLink(temporary.resolve("files/link"), secret);
            assertThat(store.open("link")).isEmpty();
            assertThat(store.delete("link")).isFalse();
            assertThat(store.list("")).isEmpty();
        }
    }

    @Test
    void a_folder_that_cannot_be_made_is_told() throws Exception {
        Path file = Files.createFile(temporary.resolve("taken"));
        assertThatThrownBy(() -> new FolderStore(file.resolve("files"))).isInstanceOf(IOException.class);
    }
}
