package dev.kassa.bench.run;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link CoreRules} with JMH. */
final class CoreRulesBenchmark implements Benchmark {
    @Override
    public String name() {
        return "core-rules";
    }

    @Override
    public String sentence() {
        return "The core without Kafka, on one thread (JMH)";
    }

    @Override
    public Report run(Options options) throws Exception {
        Report report = new Report(name());
        for (RunResult result : new Runner(new OptionsBuilder()
                        .include(CoreRules.class.getSimpleName())
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run()) {
            String measure = result.getPrimaryResult().getLabel();
            report.figure(
                    measure, measure + "_per_second", result.getPrimaryResult().getScore(), "/s");
        }
        return report;
    }
}
