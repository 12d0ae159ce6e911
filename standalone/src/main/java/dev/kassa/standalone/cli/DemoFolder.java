package dev.kassa.standalone.cli;

import dev.kassa.standalone.node.DataFolder;
import dev.kassa.standalone.node.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The demo's folder: empty at each start, but only a folder that a demo made is ever emptied. */
final class DemoFolder {
    private static final String MARK = ".kassa-demo";
    private static final String LOCK = "lock";

    private DemoFolder() {}

    /** @throws StartException where something else is in the folder, or another process holds it */
    static DataFolder fresh(Path path) {
        try {
            if (Files.exists(path) && !Files.exists(path.resolve(MARK)) && !isEmpty(path)) {
                throw new StartException("%s is not empty and was not made by a demo: name another folder with --data."
                        .formatted(path.toAbsolutePath()));
            }
            DataFolder folder = DataFolder.take(path);
            empty(path);
            Files.writeString(path.resolve(MARK), "Everything here is removed when the next demo starts.\n");
            return folder;
        } catch (IOException e) {
            throw new StartException("cannot empty " + path.toAbsolutePath() + ": " + e.getMessage(), e);
        }
    }

    private static boolean isEmpty(Path path) throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }

    /** Links are removed, never followed. */
    private static void empty(Path path) throws IOException {
        List<Path> below;
        try (Stream<Path> walk = Files.walk(path)) {
            below = walk.filter(entry -> !entry.equals(path))
                    .filter(entry -> !entry.equals(path.resolve(LOCK)))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path entry : below) {
            Files.delete(entry);
        }
    }
}
