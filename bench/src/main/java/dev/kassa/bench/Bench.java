package dev.kassa.bench;

import dev.kassa.bench.run.Benchmark;
import dev.kassa.bench.run.Catalogue;
import dev.kassa.bench.run.Report;
import dev.kassa.bench.run.Results;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./kassa bench [NAME…]}: runs benchmarks one after the other. Exit status 1 where one could not be run. */
@Command(
        name = "kassa bench",
        description = "Runs benchmarks, each printed beside its yardstick and written to target/bench/NAME.json.",
        mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Which; all where none is named. See --list.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--list", description = "Lists the benchmarks.")
    private boolean list;

    @Option(names = "--payments", description = "Payments of a pipeline run (default: each benchmark's own number).")
    private int payments;

    @Option(names = "--seconds", description = "Measured seconds of an HTTP load (default: each benchmark's own).")
    private int seconds;

    @Option(names = "--merchants", defaultValue = "1000", description = "Merchants that load is spread over.")
    private int merchants;

    @Option(names = "--results", defaultValue = "target/bench", description = "Folder of the JSON files.")
    private Path results = Path.of("target/bench");

    private Bench() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (list) {
            Catalogue.all().forEach(each -> System.out.printf("  %-16s %s%n", each.name(), each.sentence()));
            return 0;
        }
        List<Benchmark> wanted = Catalogue.all().stream()
                .filter(each -> names.isEmpty() || names.contains(each.name()))
                .toList();
        List<String> known = Catalogue.all().stream().map(Benchmark::name).toList();
        if (!known.containsAll(names)) {
            System.err.println("kassa bench: the benchmarks are " + String.join(", ", known));
            return 2;
        }
        Results folder = new Results(results);
        Benchmark.Options options = new Benchmark.Options(payments, seconds, merchants, folder);
        int status = 0;
        for (Benchmark each : wanted) {
            try {
                System.out.println(each.name() + ": " + each.sentence());
                Report report = each.run(options);
                folder.write(report);
                System.out.println(report.text());
            } catch (Exception e) {
                System.out.println(each.name() + " could not be run: " + e);
                e.printStackTrace();
                status = 1;
            }
        }
        return status;
    }
}
