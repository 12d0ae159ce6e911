package dev.kassa.standalone.node;

import dev.kassa.filestore.FileStores;
import dev.kassa.port.FileStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Where files are kept that Kassa makes. What it holds is not told, as it may be a secret. */
@FunctionalInterface
public interface FilePlace {
    /** In a folder. */
    FilePlace FOLDER = named(Map.of());

    /**
     * @param folder where they are kept if the place is a folder
     * @throws StartException where the place is not named in full, or cannot be used; names what is missing
     */
    FileStore open(Path folder);

    /** The place that the names of an environment say, as {@link FileStores} reads them; a folder where they say none. */
    static FilePlace named(Map<String, String> environment) {
        return folder -> {
            try {
                return FileStores.open(environment, folder);
            } catch (IllegalArgumentException e) {
                throw new StartException("the place of files: " + e.getMessage() + ".", e);
            } catch (IOException e) {
                throw new StartException(
                        "the folder " + folder.toAbsolutePath() + " cannot be used for files: " + e.getMessage(), e);
            }
        };
    }
}
