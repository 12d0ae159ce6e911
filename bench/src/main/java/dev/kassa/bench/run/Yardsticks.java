package dev.kassa.bench.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What others do on this machine: PostgreSQL's double entry, and the classical design over HTTP. Their scripts lie beside
 * the project, in {@code shared/bench}; {@code KASSA_YARDSTICKS} names another folder.
 */
final class Yardsticks {
    private static final long MINUTES_MAX = 4;
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");
    private static final Pattern RPS = Pattern.compile("rps=([0-9.]+) p50=([0-9.]+)ms p90=([0-9.]+) p99=([0-9.]+)ms");

    private Yardsticks() {}

    static Optional<Path> folder() {
        String named = System.getenv("KASSA_YARDSTICKS");
        if (named != null) {
            return Optional.of(Path.of(named)).filter(Files::isDirectory);
        }
        for (Path path = Path.of("").toAbsolutePath(); path != null; path = path.getParent()) {
            Path beside = path.resolve("shared").resolve("bench");
            if (Files.isDirectory(beside)) {
                return Optional.of(beside);
            }
        }
        return Optional.empty();
    }

    /** A payment as one PostgreSQL transaction. */
    static Benchmark postgres() {
        return of(
                "postgres",
                "A payment as one PostgreSQL transaction, no HTTP (a yardstick)",
                "postgres",
                Map.of(),
                TPS);
    }

    /** Javalin, Redis and PostgreSQL over HTTP. */
    static Benchmark classic(int connections) {
        return of(
                "classic-" + connections,
                "Javalin, Redis and PostgreSQL over HTTP at " + connections + " connections (a yardstick)",
                "classic",
                Map.of("CONNS", Integer.toString(connections)),
                RPS);
    }

    /** The yardstick's figure, from an earlier run, or run now where there is none. */
    static Yardstick of(Benchmark yardstick, Benchmark.Options options) throws Exception {
        Optional<Double> earlier = options.results().earlier(yardstick.name(), "per_second");
        if (earlier.isEmpty() && folder().isPresent()) {
            System.out.println("running the yardstick " + yardstick.name() + " first ...");
            Report report = yardstick.run(options);
            options.results().write(report);
            earlier = options.results().earlier(yardstick.name(), "per_second");
        }
        return new Yardstick(yardstick.name(), earlier.orElse(0.0));
    }

    private static Benchmark of(
            String name, String sentence, String script, Map<String, String> settings, Pattern result) {
        return new Benchmark() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String sentence() {
                return sentence;
            }

            @Override
            public Report run(Options options) throws Exception {
                Path folder = folder().orElseThrow(
                                () -> new IOException(
                                        "the yardsticks are not here: no shared/bench beside the project, and KASSA_YARDSTICKS is not set"));
                return read(name, result, output(folder.resolve(script).resolve("run"), settings));
            }
        };
    }

    private static Report read(String name, Pattern result, String output) throws IOException {
        Matcher found = result.matcher(output);
        if (!found.find()) {
            throw new IOException("the yardstick " + name + " gave no figure:\n" + output);
        }
        Report report = new Report(name).figure("payments", "per_second", Double.parseDouble(found.group(1)), "/s");
        if (found.groupCount() > 1) {
            report.figure("p50", "p50_ms", Double.parseDouble(found.group(2)), " ms");
            report.figure("p99", "p99_ms", Double.parseDouble(found.group(4)), " ms");
        }
        return report;
    }

    private static String output(Path script, Map<String, String> settings) throws IOException, InterruptedException {
        Path log = Files.createTempFile("kassa-yardstick-", ".log");
        ProcessBuilder builder = new ProcessBuilder("sh", script.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(settings);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
            process.destroy();
            throw new IOException(script + " did not end within " + MINUTES_MAX + " minutes");
        }
        String output = Files.readString(log, UTF_8);
        Files.delete(log);
        return output;
    }
}
