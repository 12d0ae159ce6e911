package dev.kassa.bench.chaos;

import dev.kassa.bench.cluster.Installation;
import dev.kassa.bench.cluster.Victim;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Rounds, in each of which one process is killed, stays away for a while and is started again, and all is ready before the next.
 * Every kind of process has its turn before one has another. Used once.
 */
final class KillRounds implements Faults {
    /** Beyond a session: others have taken over when it returns. */
    private static final int AWAY_LONG_MS = 14_000;

    private static final int AWAY_SHORT_MS = 2_000;
    private static final int CALM_MIN_MS = 3_000;
    private static final int CALM_MAX_MS = 6_000;

    private final Installation installation;
    private final int rounds;
    private final Calm calm;
    private final Random random;
    private final Map<String, Integer> done = new TreeMap<>();
    private long readyAfterMaxMs;

    KillRounds(Installation installation, int rounds, Calm calm, long seed) {
        this.installation = installation;
        this.rounds = rounds;
        this.calm = calm;
        this.random = new Random(seed);
    }

    @Override
    public void inflict() throws Exception {
        List<String> kinds = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            if (kinds.isEmpty()) {
                installation.victims().stream().map(Victim::kind).distinct().forEach(kinds::add);
                Collections.shuffle(kinds, random);
            }
            kill(round, any(kinds.removeLast()));
        }
    }

    private Victim any(String kind) {
        List<Victim> ofKind = installation.victims().stream()
                .filter(victim -> victim.kind().equals(kind))
                .toList();
        return ofKind.get(random.nextInt(ofKind.size()));
    }

    private void kill(int round, Victim victim) throws Exception {
        Thread.sleep(random.nextLong(CALM_MIN_MS, CALM_MAX_MS));
        int awayMs = random.nextBoolean() ? AWAY_LONG_MS : random.nextInt(AWAY_SHORT_MS);
        calm.ends();
        victim.kill();
        Thread.sleep(awayMs);
        long startedNs = System.nanoTime();
        victim.start();
        installation.awaitReady();
        long readyAfterMs = (System.nanoTime() - startedNs) / 1_000_000;
        readyAfterMaxMs = Math.max(readyAfterMaxMs, readyAfterMs);
        calm.returns();
        done.merge("kill " + victim.name(), 1, Integer::sum);
        System.out.printf(
                "  %d: killed %s, away %.1f s, all ready %.1f s after its start%n",
                round, victim.name(), awayMs / 1e3, readyAfterMs / 1e3);
    }

    @Override
    public Map<String, Integer> inflicted() {
        return done;
    }

    @Override
    public void tell(Map<String, Object> values) {
        values.put("ready_after_start_max_s", readyAfterMaxMs / 1_000.0);
    }
}
