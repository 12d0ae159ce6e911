package dev.kassa.standalone.cli;

import dev.kassa.filestore.FileStores;
import dev.kassa.port.FileStore;
import dev.kassa.standalone.node.SafeStart;
import dev.kassa.standalone.node.StartException;
import dev.kassa.standalone.settings.RoleSettings;
import dev.kassa.standalone.settings.Setting;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Where files that Kassa makes are kept, as the settings of a role say it, and the environment where they do not. */
final class FileOptions {
    private static final Map<Setting, String> NAMES = new EnumMap<>(Map.of(
            Setting.FILES_S3_ENDPOINT, "KASSA_FILES_S3_ENDPOINT",
            Setting.FILES_S3_BUCKET, "KASSA_FILES_S3_BUCKET",
            Setting.FILES_S3_REGION, "KASSA_FILES_S3_REGION",
            Setting.FILES_S3_PREFIX, "KASSA_FILES_S3_PREFIX",
            Setting.FILES_S3_ACCESS_KEY, "KASSA_FILES_S3_ACCESS_KEY",
            Setting.FILES_S3_SECRET_KEY, "KASSA_FILES_S3_SECRET_KEY"));

    private FileOptions() {}

    /** @throws StartException where the place is not named in full, or cannot be used; names what is missing */
    static FileStore open(RoleSettings settings, Map<String, String> environment) {
        Map<String, String> names = new HashMap<>(environment);
        NAMES.forEach((setting, name) -> {
            String value = settings.textIfGiven(setting);
            if (value != null) {
                names.put(
                        name,
                        setting == Setting.FILES_S3_SECRET_KEY ? SafeStart.secret(settings.file(setting)) : value);
            }
        });
        try {
            return FileStores.open(names, settings.file(Setting.FILES));
        } catch (IllegalArgumentException e) {
            throw new StartException("the place of files: " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new StartException(
                    "the folder " + settings.file(Setting.FILES).toAbsolutePath() + " cannot be used for files: "
                            + e.getMessage(),
                    e);
        }
    }
}
