package dev.kassa.bench.run;

import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link CoreRules} with JMH. */
final class CoreRulesBenchmark implements Benchmark {
    private static final String PLAIN = "payment";
    private static final String RULED = "paymentWithAllRules";

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
        Map<String, Double> scores = new HashMap<>();
        for (RunResult result : new Runner(new OptionsBuilder()
                        .include(CoreRules.class.getSimpleName())
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run()) {
            String measure = result.getPrimaryResult().getLabel();
            double score = result.getPrimaryResult().getScore();
            scores.put(measure, score);
            report.figure(measure, measure + "_per_second", score, "/s");
        }
        double ratio = 100 * scores.getOrDefault(RULED, 0.0) / scores.getOrDefault(PLAIN, Double.NaN);
        return report.figure("a payment with all rules against one with none", "ratio_percent", ratio, " %");
    }
}
