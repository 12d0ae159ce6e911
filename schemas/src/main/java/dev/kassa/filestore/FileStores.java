package dev.kassa.filestore;

import dev.kassa.port.FileStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * Makes the store that the environment names: a bucket where {@code KASSA_FILES_S3_BUCKET} is set, else a folder.
 *
 * <p>Of a bucket: {@code KASSA_FILES_S3_ENDPOINT} (an {@code https} address), {@code KASSA_FILES_S3_BUCKET},
 * {@code KASSA_FILES_S3_ACCESS_KEY}, {@code KASSA_FILES_S3_SECRET_KEY}, and where they are not as usual
 * {@code KASSA_FILES_S3_REGION} ({@code us-east-1}) and {@code KASSA_FILES_S3_PREFIX} ({@code kassa/}).
 */
public final class FileStores {
    private static final String NAMES = "KASSA_FILES_S3_";

    private FileStores() {}

    /**
     * @param environment as {@link System#getenv()}
     * @param folder of the folder form
     * @throws IllegalArgumentException where a setting is missing or makes no sense; it names the setting, never a secret
     */
    public static FileStore open(Map<String, String> environment, Path folder) throws IOException {
        if (!environment.containsKey(NAMES + "BUCKET")) {
            return new FolderStore(folder);
        }
        return new S3Store(settings(environment));
    }

    static S3Settings settings(Map<String, String> environment) {
        return new S3Settings(
                endpoint(required(environment, "ENDPOINT")),
                environment.getOrDefault(NAMES + "REGION", "us-east-1"),
                required(environment, "BUCKET"),
                environment.getOrDefault(NAMES + "PREFIX", "kassa/"),
                required(environment, "ACCESS_KEY"),
                required(environment, "SECRET_KEY"));
    }

    private static URI endpoint(String address) {
        try {
            return URI.create(address);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(NAMES + "ENDPOINT is no address, as https://s3.example: " + address, e);
        }
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(NAMES + name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    NAMES + name + " is missing: files are kept in the bucket that " + NAMES + "BUCKET names");
        }
        return value;
    }
}
