package dev.kassa.standalone.node;

import dev.kassa.view.ViewTopology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folders that the generations of the views keep their state in, within a process's folder of state. */
final class ViewFolders {
    private static final Logger LOG = LoggerFactory.getLogger(ViewFolders.class);
    private static final Pattern OURS = Pattern.compile(Pattern.quote(ViewTopology.APPLICATION_ID) + "(-[0-9]+)?");

    private ViewFolders() {}

    /** Deletes those of generations that do not run, of the present layout. What cannot be deleted is left for the next time. */
    static void keepOnly(Path stateFolder, Set<Integer> running) {
        Set<String> kept = running.stream().map(ViewTopology::applicationId).collect(Collectors.toSet());
        try (Stream<Path> folders = Files.list(stateFolder)) {
            folders.filter(folder -> {
                        String name = String.valueOf(folder.getFileName());
                        return OURS.matcher(name).matches() && !kept.contains(name);
                    })
                    .toList()
                    .forEach(ViewFolders::delete);
        } catch (IOException e) {
            LOG.warn("{} cannot be looked into for old views: {}", stateFolder, e.toString());
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
            LOG.info("deleted old views in {}", folder);
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("old views in {} cannot be deleted now: {}", folder, e.toString());
        }
    }
}
