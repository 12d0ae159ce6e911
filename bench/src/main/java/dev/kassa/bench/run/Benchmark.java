package dev.kassa.bench.run;

/** One benchmark. It stops what it started, also when it fails. */
public interface Benchmark {
    String name();

    /** What it measures, in a sentence. */
    String sentence();

    Report run(Options options) throws Exception;

    /**
     * What a person may set.
     *
     * @param payments of a pipeline run; 0 for the benchmark's own number
     * @param seconds that HTTP loads are measured; 0 for the benchmark's own
     * @param merchants that load is spread over
     * @param results where results of earlier runs are, yardsticks among them
     */
    record Options(int payments, int seconds, int merchants, Results results) {
        int payments(int usual) {
            return payments > 0 ? payments : usual;
        }

        int seconds(int usual) {
            return seconds > 0 ? seconds : usual;
        }
    }
}
