package dev.kassa.standalone.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folders that the generations of an application keep their state in, within a process's folder of state. */
final class GenerationFolders {
    private static final Logger LOG = LoggerFactory.getLogger(GenerationFolders.class);
    private final Pattern ours;
    private final IntFunction<String> applicationIds;

    /**
     * @param first the application id of the first generation
     * @param applicationIds of each
     */
    GenerationFolders(String first, IntFunction<String> applicationIds) {
        this.ours = Pattern.compile(Pattern.quote(first) + "(-[0-9]+)?");
        this.applicationIds = applicationIds;
    }

    /** Deletes those of generations that do not run, of the present layout. What cannot be deleted is left for the next time. */
    void keepOnly(Path stateFolder, Set<Integer> running) {
        Set<String> kept = running.stream().map(applicationIds::apply).collect(Collectors.toSet());
        try (Stream<Path> folders = Files.list(stateFolder)) {
            folders.filter(folder -> {
                        String name = String.valueOf(folder.getFileName());
                        return ours.matcher(name).matches() && !kept.contains(name);
                    })
                    .toList()
                    .forEach(GenerationFolders::delete);
        } catch (IOException e) {
            LOG.warn("{} cannot be looked into for old state: {}", stateFolder, e.toString());
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
            LOG.info("deleted old state in {}", folder);
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("old state in {} cannot be deleted now: {}", folder, e.toString());
        }
    }
}
