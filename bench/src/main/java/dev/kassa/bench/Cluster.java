package dev.kassa.bench;

import dev.kassa.bench.cluster.Installation;
import dev.kassa.bench.cluster.Size;
import dev.kassa.bench.cluster.Stops;
import dev.kassa.bench.run.Results;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/cluster}: the clustered way on one machine, until it is told to stop. */
@Command(
        name = "bench/cluster",
        description = "Starts three brokers and two of each application on 127.0.0.1, and prints where they listen.",
        mixinStandardHelpOptions = true)
public final class Cluster implements Callable<Integer> {
    @Option(
            names = "--data",
            defaultValue = "target/cluster",
            description = "A folder for data and logs; emptied by nobody (default ${DEFAULT-VALUE}).")
    private Path data = Path.of("target/cluster");

    @Option(names = "--cores", defaultValue = "2", description = "Processes of the core (default ${DEFAULT-VALUE}).")
    private int cores;

    @Option(names = "--velocities", defaultValue = "2", description = "Of velocity (default ${DEFAULT-VALUE}).")
    private int velocities;

    @Option(names = "--views", defaultValue = "2", description = "Of views (default ${DEFAULT-VALUE}).")
    private int views;

    @Option(names = "--edges", defaultValue = "2", description = "Of the edge (default ${DEFAULT-VALUE}).")
    private int edges;

    @Option(names = "--connectors", defaultValue = "1", description = "Of the connectors (default ${DEFAULT-VALUE}).")
    private int connectors;

    @Option(
            names = "--role-option",
            paramLabel = "OPTION",
            description = "Given to every role, such as --role-option=--stop-hand-over=false; may be repeated.")
    private List<String> roleOptions = new ArrayList<>();

    @Option(
            names = "--measure-stops",
            paramLabel = "PROCESS",
            description =
                    "Measures how payments fare while processes such as core-1 are stopped, killed and started; ends.")
    private List<String> stopped = new ArrayList<>();

    @Option(names = "--results", defaultValue = "target/bench", description = "Folder of cluster-stops.json.")
    private Path results = Path.of("target/bench");

    private Cluster() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Cluster()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Path folder = data.toAbsolutePath();
        if (Files.exists(folder.resolve("kassa.properties"))) {
            System.err.println(
                    "bench/cluster: " + folder
                            + " holds a cluster already, whose ports are gone: name an empty folder with --data, or remove it.");
            return 2;
        }
        Installation installation =
                new Installation(folder, new Size(3, cores, velocities, views, edges, connectors), roleOptions);
        System.out.print(installation.table());
        System.out.println("ready");
        System.out.flush();
        if (!stopped.isEmpty()) {
            new Results(results).write("cluster-stops", Stops.measure(installation, stopped));
            installation.close();
            return 0;
        }
        new CountDownLatch(1).await();
        return 0;
    }
}
