package dev.kassa.bench;

import dev.kassa.bench.chaos.Campaign;
import dev.kassa.bench.run.Results;
import dev.kassa.bench.run.TemporaryFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./kassa chaos}: the fault campaign. Exit status 1 on any violation. */
@Command(
        name = "kassa chaos",
        description = "Runs Kassa in separate processes under load and faults, heals it, and checks every invariant.",
        mixinStandardHelpOptions = true)
public final class Chaos implements Callable<Integer> {
    private static final int SHOWN_MAX = 40;

    @Option(names = "--minutes", defaultValue = "2", description = "How long faults go on (default ${DEFAULT-VALUE}).")
    private double minutes;

    @Option(names = "--cluster", description = "On three brokers and two of each: one process is killed each round.")
    private boolean cluster;

    @Option(names = "--rounds", defaultValue = "20", description = "Of --cluster (default ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--callers", defaultValue = "16", description = "Callers at once (default ${DEFAULT-VALUE}).")
    private int callers;

    @Option(names = "--seed", description = "Of faults and load; by default another one each time.")
    private long seed = System.currentTimeMillis();

    @Option(names = "--keep", description = "A folder to keep data and logs in; by default they are thrown away.")
    private @Nullable Path keep;

    @Option(names = "--results", defaultValue = "target/bench", description = "Folder of chaos.json.")
    private Path results = Path.of("target/bench");

    private Chaos() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Chaos()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Path kept = keep;
        if (kept != null) {
            Files.createDirectories(kept);
            return run(kept.toAbsolutePath());
        }
        try (TemporaryFolder folder = new TemporaryFolder()) {
            return run(folder.path());
        }
    }

    private int run(Path folder) throws Exception {
        Duration length = Duration.ofMillis((long) (minutes * 60_000));
        Campaign.Outcome outcome = cluster
                ? Campaign.onCluster(folder, rounds, callers, seed)
                : Campaign.run(folder, length, callers, seed);
        outcome.values().forEach((name, value) -> {
            if (!name.equals("violations")) {
                System.out.printf("  %-24s %s%n", name, value);
            }
        });
        outcome.violations().stream()
                .limit(SHOWN_MAX)
                .forEach(violation -> System.out.println("VIOLATION " + violation));
        new Results(results).write(cluster ? "chaos-cluster" : "chaos", outcome.values());
        System.out.println(
                outcome.violations().isEmpty()
                        ? "no violation"
                        : outcome.violations().size() + " violations");
        return outcome.violations().isEmpty() ? 0 : 1;
    }
}
