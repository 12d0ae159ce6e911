package dev.kassa.filestore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kassa.port.FileStore;
import dev.kassa.port.FileStore.Content;
import dev.kassa.port.FileStore.Draft;
import dev.kassa.port.FileStore.Entry;
import java.io.IOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store does, whatever it is made of. */
abstract class FileStoreContract {
    /** An empty one. */
    abstract FileStore store() throws IOException;

    @Test
    void a_published_file_is_read_back_as_it_was_written() throws Exception {
        try (FileStore store = store()) {
            put(store, "exports/exp_1.csv", "a,b\r\n");
            assertThat(read(store, "exports/exp_1.csv")).isEqualTo("a,b\r\n");
        }
    }

    @Test
    void an_empty_file_is_a_file() throws Exception {
        try (FileStore store = store()) {
            put(store, "empty", "");
            assertThat(read(store, "empty")).isEmpty();
        }
    }

    @Test
    void a_file_of_many_parts_is_read_back_with_its_size_and_digest() throws Exception {
        long length = 20_000_003;
        MessageDigest written = MessageDigest.getInstance("SHA-256");
        MessageDigest read = MessageDigest.getInstance("SHA-256");
        try (FileStore store = store()) {
            try (Draft draft = store.create("large.bin")) {
                DigestOutputStream out = new DigestOutputStream(draft, written);
                Random random = new Random(4);
                byte[] some = new byte[7_919];
                for (long left = length; left > 0; left -= some.length) {
                    random.nextBytes(some);
                    out.write(some, 0, (int) Math.min(left, some.length));
                }
                draft.publish();
            }
            try (Content content = store.open("large.bin").orElseThrow()) {
                assertThat(content.size()).isEqualTo(length);
                byte[] some = new byte[64 << 10];
                for (int n = content.stream().read(some);
                        n >= 0;
                        n = content.stream().read(some)) {
                    read.update(some, 0, n);
                }
            }
        }
        assertThat(read.digest()).isEqualTo(written.digest());
    }

    @ParameterizedTest(name = "{1} from {0}: {2}")
    @CsvSource({
        "0, 1, 0",
        "0, 10, 0123456789",
        "3, 4, 3456",
        "9, 1, 9",
        "8, 100, 89",
        "0, 999999999999999999, 0123456789"
    })
    void a_part_of_a_file_is_read(long from, long length, String part) throws Exception {
        try (FileStore store = store()) {
            put(store, "digits", "0123456789");
            try (Content content = store.open("digits", from, length).orElseThrow()) {
                assertThat(content.size()).isEqualTo(part.length());
                assertThat(new String(content.stream().readAllBytes(), UTF_8)).isEqualTo(part);
            }
            assertThat(store.open("letters", from, length)).isEmpty();
        }
    }

    @Test
    void a_file_is_not_there_before_it_is_published() throws Exception {
        try (FileStore store = store();
                Draft draft = store.create("exports/exp_1.csv")) {
            draft.write("half".getBytes(UTF_8));
            assertThat(store.open("exports/exp_1.csv")).isEmpty();
            assertThat(store.list("")).isEmpty();
        }
    }

    @Test
    void a_draft_that_is_closed_unpublished_leaves_nothing() throws Exception {
        try (FileStore store = store()) {
            try (Draft draft = store.create("exports/exp_1.csv")) {
                draft.write(new byte[9 << 20]);
            }
            assertThat(store.open("exports/exp_1.csv")).isEmpty();
            assertThat(store.sweepDrafts(Instant.now().plusSeconds(3600))).isZero();
        }
    }

    @Test
    void publishing_a_name_again_replaces_the_file() throws Exception {
        try (FileStore store = store()) {
            put(store, "x.csv", "first, and longer");
            put(store, "x.csv", "second");
            assertThat(read(store, "x.csv")).isEqualTo("second");
            assertThat(store.list("")).extracting(Entry::name).containsExactly("x.csv");
        }
    }

    @Test
    void drafts_that_nobody_will_publish_are_swept_and_files_stay() throws Exception {
        try (FileStore store = store()) {
            put(store, "kept.csv", "kept");
            Draft left = store.create("left.csv");
            left.write(new byte[9 << 20]);
            assertThat(store.sweepDrafts(Instant.now().minusSeconds(3600))).isZero();
            assertThat(store.sweepDrafts(Instant.now().plusSeconds(3600))).isOne();
            assertThat(read(store, "kept.csv")).isEqualTo("kept");
            assertThatThrownBy(left::publish).isInstanceOf(IOException.class);
        }
    }

    @Test
    void files_are_listed_by_name_with_their_sizes() throws Exception {
        try (FileStore store = store()) {
            put(store, "exports/b.csv", "12345");
            put(store, "exports/a.csv", "1");
            put(store, "other.csv", "");
            assertThat(store.list("exports/"))
                    .extracting(Entry::name, Entry::size)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("exports/a.csv", 1L),
                            org.assertj.core.groups.Tuple.tuple("exports/b.csv", 5L));
            assertThat(store.list("")).hasSize(3);
        }
    }

    @Test
    void deleting_tells_whether_there_was_a_file() throws Exception {
        try (FileStore store = store()) {
            put(store, "x.csv", "x");
            assertThat(store.delete("x.csv")).isTrue();
            assertThat(store.delete("x.csv")).isFalse();
            assertThat(store.open("x.csv")).isEmpty();
        }
    }

    @Test
    void nothing_can_be_written_after_publishing() throws Exception {
        try (FileStore store = store();
                Draft draft = store.create("x.csv")) {
            draft.publish();
            assertThatThrownBy(() -> draft.write(new byte[10])).isInstanceOf(IOException.class);
            assertThatThrownBy(draft::publish).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/etc/passwd",
                "../x",
                "a/../../x",
                "a//b",
                "a/",
                ".drafts/x",
                "a/.hidden",
                "-rf",
                "a\\b",
                "a b",
                "a\u0000",
                "c:x",
                "é",
                "a/b/c/d/e",
                "x\n"
            })
    void a_name_with_a_trick_in_it_is_refused(String name) throws Exception {
        try (FileStore store = store()) {
            assertThatThrownBy(() -> store.create(name)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store.open(name)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store.delete(name)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    static void put(FileStore store, String name, String text) throws IOException {
        try (Draft draft = store.create(name)) {
            draft.write(text.getBytes(UTF_8));
            draft.publish();
        }
    }

    static String read(FileStore store, String name) throws IOException {
        try (Content content = store.open(name).orElseThrow()) {
            String text = new String(content.stream().readAllBytes(), UTF_8);
            assertThat(content.size()).isEqualTo(text.getBytes(UTF_8).length);
            return text;
        }
    }
}
