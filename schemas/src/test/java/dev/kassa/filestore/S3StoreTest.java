package dev.kassa.filestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kassa.port.FileStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Against S3Proxy, which checks signatures: {@code mvn -Ps3 -pl schemas test -Dtest=S3StoreTest}. */
@EnabledIfSystemProperty(named = "s3proxy.jar", matches = ".+")
final class S3StoreTest extends FileStoreContract {
    @TempDir
    private static Path folder;

    private static S3Server server;
    private static final AtomicInteger STORES = new AtomicInteger();

    @BeforeAll
    static void start() throws Exception {
        server = S3Server.start(Path.of(System.getProperty("s3proxy.jar")), folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    FileStore store() throws IOException {
        return new S3Store(settings(server.newBucket("bucket-" + STORES.incrementAndGet()), S3Server.SECRET));
    }

    @Test
    void a_wrong_secret_is_refused_and_not_told() throws Exception {
        try (FileStore store = new S3Store(settings(server.newBucket("guarded"), "wrong-secret"))) {
            assertThatThrownBy(() -> put(store, "x.csv", "x"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("guarded/pre/x.csv")
                    .hasMessageNotContaining("wrong-secret");
        }
    }

    @Test
    void a_bucket_that_is_not_there_is_told() {
        try (S3Store store = new S3Store(settings("nowhere", S3Server.SECRET))) {
            assertThatThrownBy(() -> store.list(""))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("nowhere");
        }
    }

    @Test
    void other_prefixes_of_the_bucket_are_not_seen() throws Exception {
        String bucket = server.newBucket("shared");
        try (S3Store ours = new S3Store(settings(bucket, S3Server.SECRET));
                S3Store all = new S3Store(
                        new S3Settings(server.endpoint(), "us-east-1", bucket, "", S3Server.KEY, S3Server.SECRET))) {
            put(all, "theirs.csv", "theirs");
            put(ours, "ours.csv", "ours");
            assertThat(ours.list("")).extracting(FileStore.Entry::name).containsExactly("ours.csv");
            assertThat(all.list("")).extracting(FileStore.Entry::name).containsExactly("pre/ours.csv", "theirs.csv");
        }
    }

    private static S3Settings settings(String bucket, String secret) {
        URI endpoint = server.endpoint();
        return new S3Settings(endpoint, "us-east-1", bucket, "pre/", S3Server.KEY, secret);
    }
}
