package dev.kassa.bench.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The folder of results, one JSON file per benchmark: {@code target/bench/<name>.json}. */
public final class Results {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path folder;

    public Results(Path folder) {
        this.folder = folder;
    }

    /** Writes a report, with when, of which commit and on what machine it was taken. */
    public Path write(Report report) throws IOException {
        return write(report.name(), report.values());
    }

    /** Writes values under a name, likewise. */
    public Path write(String name, Map<String, Object> values) throws IOException {
        Map<String, Object> all = new TreeMap<>(values);
        all.put("benchmark", name);
        all.put("at", Instant.now().toString());
        all.put("commit", commit());
        all.put("processors", Runtime.getRuntime().availableProcessors());
        all.put("java", System.getProperty("java.vm.version"));
        Files.createDirectories(folder);
        Path file = folder.resolve(name + ".json");
        Files.writeString(file, JSON.writeValueAsString(all) + "\n", StandardCharsets.UTF_8);
        return file;
    }

    /** A value of an earlier run of a benchmark, if there was one. */
    Optional<Double> earlier(String benchmark, String key) throws IOException {
        Path file = folder.resolve(benchmark + ".json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonNode value =
                JSON.readTree(Files.readString(file, StandardCharsets.UTF_8)).path(key);
        return value.isNumber() ? Optional.of(value.asDouble()) : Optional.empty();
    }

    private static String commit() throws IOException {
        Process git = new ProcessBuilder("git", "describe", "--always", "--dirty")
                .redirectErrorStream(true)
                .start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return said.contains(" ") ? "unknown" : said;
    }
}
