package dev.kassa.bench.cluster;

import dev.kassa.bench.run.KassaApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * How long payments stall where a process of a kind is stopped, killed and started while they go on: many merchants pay at both
 * edges, one payment at a time each, and repeat what has no definite answer under its key.
 */
public final class Stops {
    private static final int MERCHANTS = 12;
    /** What was never called before is compiled; it is over once most payments are quick. */
    private static final Duration WARMING_MAX = Duration.ofSeconds(60);

    private static final Duration WARMING_LOOK = Duration.ofSeconds(5);
    private static final double WARM_MS = 250;
    private static final Duration USUAL = Duration.ofSeconds(4);

    /** Beyond a session and the time-out of a transaction: what was going to happen has happened. */
    private static final Duration AWAY = Duration.ofSeconds(14);

    private final Installation installation;
    private final Payments payments;
    private final Map<String, Object> values = new LinkedHashMap<>();

    private Stops(Installation installation, Payments payments) {
        this.installation = installation;
        this.payments = payments;
    }

    /**
     * Measures, and prints a line for each thing done.
     *
     * @param names of processes, each of which is stopped and killed in turn
     * @return figures by name
     */
    public static Map<String, Object> measure(Installation installation, List<String> names) throws Exception {
        try (KassaApi api = installation.api()) {
            List<String> keys = api.onboard(installation.operatorKey(), "stops", MERCHANTS);
            try (Payments payments = new Payments(api, keys)) {
                Stops stops = new Stops(installation, payments);
                stops.warm();
                stops.during("nothing", USUAL, () -> null);
                for (String name : names) {
                    stops.of(installation.victim(name));
                }
                return stops.values;
            }
        }
    }

    private void warm() throws InterruptedException {
        long giveUpAt = System.nanoTime() + WARMING_MAX.toNanos();
        Payments.Summary seen;
        do {
            long fromNs = System.nanoTime();
            Thread.sleep(WARMING_LOOK);
            seen = Payments.Summary.of(payments.overlapping(fromNs));
        } while ((seen.count() < MERCHANTS || seen.medianMs() > WARM_MS) && System.nanoTime() < giveUpAt);
    }

    private void of(Victim victim) throws Exception {
        List<Step> steps = List.of(
                new Step("stop", AWAY, victim::stop),
                new Step("start", USUAL, victim::start),
                new Step("kill", AWAY, victim::kill),
                new Step("start after kill", USUAL, victim::start),
                new Step("kill and start", USUAL, () -> {
                    victim.kill();
                    victim.start();
                }));
        for (Step step : steps) {
            during(step.name + " " + victim.name(), step.watched, () -> {
                step.action.run();
                if (step.name.contains("start")) {
                    installation.awaitReady();
                }
                return null;
            });
        }
    }

    private interface Action {
        void run() throws Exception;
    }

    private record Step(String name, Duration watched, Action action) {}

    private void during(String what, Duration watched, Callable<?> action) throws Exception {
        long fromNs = System.nanoTime();
        action.call();
        double tookS = (System.nanoTime() - fromNs) / 1e9;
        Thread.sleep(watched);
        List<Payments.Paid> seen = new ArrayList<>(payments.overlapping(fromNs));
        Payments.Summary summary = Payments.Summary.of(seen);
        System.out.printf("  %-28s took %5.1f s; %s%n", what, tookS, summary);
        values.put(what.replace(' ', '_') + "_longest_ms", summary.longestMs());
        values.put(what.replace(' ', '_') + "_p50_ms", summary.medianMs());
        values.put(what.replace(' ', '_') + "_repeats", summary.repeats());
    }
}
