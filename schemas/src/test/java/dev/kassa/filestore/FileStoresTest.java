package dev.kassa.filestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kassa.port.FileStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FileStoresTest {
    private static final Map<String, String> BUCKET = Map.of(
            "KASSA_FILES_S3_ENDPOINT", "https://s3.example",
            "KASSA_FILES_S3_BUCKET", "files",
            "KASSA_FILES_S3_ACCESS_KEY", "key",
            "KASSA_FILES_S3_SECRET_KEY", "hunter2");

    @TempDir
    private Path folder;

    @Test
    void without_a_bucket_files_are_kept_in_a_folder() throws Exception {
        try (FileStore store = FileStores.open(Map.of(), folder)) {
            assertThat(store).isInstanceOf(FolderStore.class);
        }
    }

    @Test
    void with_a_bucket_they_are_kept_there() throws Exception {
        try (FileStore store = FileStores.open(BUCKET, folder)) {
            assertThat(store).isInstanceOf(S3Store.class);
        }
    }

    @Test
    void a_secret_is_not_part_of_what_settings_say_of_themselves() {
        assertThat(FileStores.settings(BUCKET).toString()).contains("files").doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "KASSA_FILES_S3_ENDPOINT,'',KASSA_FILES_S3_ENDPOINT",
        "KASSA_FILES_S3_ENDPOINT,http://s3.example,https",
        "KASSA_FILES_S3_ENDPOINT,not an address,KASSA_FILES_S3_ENDPOINT",
        "KASSA_FILES_S3_ACCESS_KEY,'',KASSA_FILES_S3_ACCESS_KEY",
        "KASSA_FILES_S3_SECRET_KEY,'',KASSA_FILES_S3_SECRET_KEY"
    })
    void a_setting_that_makes_no_sense_is_named_and_no_secret_told(String name, String value, String told) {
        Map<String, String> environment = new HashMap<>(BUCKET);
        environment.put(name, value);
        assertThatThrownBy(() -> FileStores.open(environment, folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(told)
                .hasMessageNotContaining("hunter2");
    }
}
