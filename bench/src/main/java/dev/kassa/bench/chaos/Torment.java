package dev.kassa.bench.chaos;

import dev.kassa.bench.cluster.Installation;
import dev.kassa.bench.cluster.Victim;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Kills, pauses and poison, for a time. Used once. */
final class Torment implements Faults {
    private final Installation installation;
    private final Duration length;
    private final Calm calm;
    private final long seed;
    private final Random random;
    private final Map<String, Integer> done = new TreeMap<>();

    Torment(Installation installation, Duration length, Calm calm, long seed) {
        this.installation = installation;
        this.length = length;
        this.calm = calm;
        this.seed = seed;
        this.random = new Random(seed);
    }

    @Override
    public void inflict() throws Exception {
        long endNs = System.nanoTime() + length.toNanos();
        try (Poison poison = new Poison(installation.bootstrapServers(), installation.codecs(), seed)) {
            while (System.nanoTime() < endNs) {
                Thread.sleep(random.nextLong(3_000, 9_000));
                Victim victim = installation
                        .victims()
                        .get(random.nextInt(installation.victims().size()));
                int dice = random.nextInt(10);
                if (dice < 6) {
                    calm.ends();
                    done("kill " + victim.name());
                    victim.kill();
                    Thread.sleep(random.nextLong(0, 3_000));
                    victim.start();
                    calm.returns();
                } else if (dice < 8) {
                    calm.ends();
                    done("pause " + victim.name());
                    victim.pause();
                    // Longer than the transaction time-out of 10 s.
                    Thread.sleep(random.nextLong(11_000, 15_000));
                    victim.resume();
                    calm.returns();
                } else {
                    done("poison");
                    poison.spread();
                }
            }
        }
    }

    private void done(String fault) {
        System.out.println("  " + fault);
        done.merge(fault, 1, Integer::sum);
    }

    @Override
    public Map<String, Integer> inflicted() {
        return done;
    }
}
