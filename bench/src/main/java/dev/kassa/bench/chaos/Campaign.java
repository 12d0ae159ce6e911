package dev.kassa.bench.chaos;

import dev.kassa.bench.check.BankCheck;
import dev.kassa.bench.check.Checker;
import dev.kassa.bench.check.Evidence;
import dev.kassa.bench.check.LogReader;
import dev.kassa.bench.check.RecordedLog;
import dev.kassa.bench.check.Violation;
import dev.kassa.bench.cluster.Installation;
import dev.kassa.bench.cluster.Size;
import dev.kassa.bench.cluster.Victim;
import dev.kassa.bench.run.KassaApi;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One campaign, from start to verdict. Use once. */
public final class Campaign {
    private static final int MERCHANTS = 8;
    private static final int OPERATORS = 3;
    private static final int WITHDRAWERS = 4;

    /** What was never called before is compiled, and then changes are measured while nothing is done to anybody. */
    private static final Duration WARMING = Duration.ofSeconds(15);

    private static final Duration CALM = Duration.ofSeconds(20);
    private static final Pattern SAID = Pattern.compile("\"(?:status|code)\":\"([a-z_]+)\"");
    private static final Duration DRAIN_MAX = Duration.ofSeconds(30);
    private static final Duration LAST_RESORT = Duration.ofSeconds(150);

    private final Installation installation;
    private final Faults faults;
    private final long seed;
    private final List<Violation> violations = new ArrayList<>();
    private final Calm calm;
    private final Map<String, Object> withdrawn = new TreeMap<>();
    private String lastOpen = "nothing";

    private Campaign(Installation installation, Faults faults, Calm calm, long seed) {
        this.installation = installation;
        this.faults = faults;
        this.calm = calm;
        this.seed = seed;
    }

    /** What came of it, for people and for machines. */
    public record Outcome(List<Violation> violations, Map<String, Object> values) {}

    /**
     * Runs a campaign on one process of each kind: kills, pauses and poison, for a time.
     *
     * @param folder everything is kept there; empty at the start
     * @param callers at once
     * @param seed of the faults and the load; the moments still depend on the machine
     */
    public static Outcome run(Path folder, Duration length, int callers, long seed) throws Exception {
        try (Installation installation = new Installation(folder, Size.SINGLE)) {
            Calm calm = new Calm();
            return new Campaign(installation, new Torment(installation, length, calm, seed), calm, seed).run(callers);
        }
    }

    /** Likewise on a cluster, where any process is killed, one at a time, round after round. */
    public static Outcome onCluster(Path folder, int rounds, int callers, long seed) throws Exception {
        try (Installation installation = new Installation(folder, Size.CLUSTER)) {
            Calm calm = new Calm();
            return new Campaign(installation, new KillRounds(installation, rounds, calm, seed), calm, seed)
                    .run(callers);
        }
    }

    private Outcome run(int callers) throws Exception {
        try (KassaApi api = installation.api()) {
            List<String> keys = api.onboard(installation.operatorKey(), "chaos", MERCHANTS);
            Callers load = new Callers(api, keys);
            Operators operators = new Operators(api, installation.operatorKey(), load, MERCHANTS);
            Withdrawers withdrawers = new Withdrawers(api, installation.operatorKey());
            withdrawers.prepare();
            load.start(callers, seed);
            withdrawers.start(WITHDRAWERS, seed);
            operators.start(OPERATORS, seed);
            System.out.println("callers are calling and operators changing; faults after a calm of "
                    + WARMING.plus(CALM).toSeconds() + " s, seed " + seed);
            calm.ends();
            Thread.sleep(WARMING);
            calm.returnsAtOnce();
            Thread.sleep(CALM);
            faults.inflict();
            operators.stop();
            load.stop();
            installation.heal();
            withdrawers.stop();
            long healedNs = System.nanoTime();
            System.out.println("healed; waiting for the backlog");
            Duration drained = drain(healedNs);
            long resolveNs = System.nanoTime();
            int silent = load.resolve(resolveNs + LAST_RESORT.toNanos());
            Duration answered = Duration.ofNanos(System.nanoTime() - resolveNs);
            // What was never taken before is taken now, and has its own time to conclude.
            drain(System.nanoTime());
            compareBanksBooks(withdrawers);
            return verdict(api, keys, load, operators, silent, answered, drained);
        }
    }

    /**
     * The bank, started anew, says once more what it has to say by itself, as it gives up where nobody hears it for long.
     * From then on its books and the ledger have to become the same.
     */
    private void compareBanksBooks(Withdrawers withdrawers) throws Exception {
        Victim bank = installation.victim("simulator");
        bank.kill();
        bank.start();
        installation.awaitReady();
        long startNs = System.nanoTime();
        List<Violation> differing;
        List<BankCheck.Payout> payouts;
        boolean concluded;
        Duration since;
        do {
            Thread.sleep(1_000);
            concluded = withdrawers.concluded();
            payouts = Witnesses.payouts(installation.bank());
            differing = BankCheck.check(read().journal(), payouts);
            since = Duration.ofNanos(System.nanoTime() - startNs);
        } while (!(concluded && differing.isEmpty()) && since.compareTo(LAST_RESORT) < 0);
        violations.addAll(differing);
        if (!concluded) {
            violations.add(
                    new Violation("I12", "withdrawals", "some wait still, " + since + " after everything healed"));
        }
        withdrawn.put("withdrawals", withdrawers.answers());
        withdrawn.put("payouts_at_bank", payouts.size());
        withdrawn.put(
                "gone_from_bank",
                payouts.stream().mapToLong(BankCheck.Payout::gone).sum());
        withdrawn.put("bank_is_ledger_after_s", since.toMillis() / 1_000.0);
    }

    /** Waits until the log itself shows nothing in flight; gives the time since everything healed. */
    private Duration drain(long healedNs) throws Exception {
        while (true) {
            Optional<Violation> open = Checker.check(Evidence.of(read())).stream()
                    .filter(violation -> violation.invariant().equals("I12"))
                    .findFirst();
            boolean quiet = open.isEmpty();
            open.ifPresent(violation -> lastOpen = violation.toString());
            Duration since = Duration.ofNanos(System.nanoTime() - healedNs);
            if (quiet || since.compareTo(LAST_RESORT) > 0) {
                return since;
            }
            Thread.sleep(500);
        }
    }

    private RecordedLog read() throws Exception {
        return new LogReader(installation.bootstrapServers(), installation.codecs(), Duration.ofSeconds(15)).read();
    }

    private Outcome verdict(
            KassaApi api,
            List<String> keys,
            Callers load,
            Operators operators,
            int silent,
            Duration answered,
            Duration drained)
            throws Exception {
        RecordedLog log = read();
        Evidence evidence = new Evidence(
                log,
                Witnesses.charges(installation.simulator()),
                load.exchanges(),
                operators.changes(),
                Witnesses.reads(api, keys, installation.operatorKey()),
                true);
        violations.addAll(Checker.check(evidence));
        if (drained.compareTo(DRAIN_MAX) > 0) {
            violations.add(new Violation("I12", "log", "drained " + drained + " after everything healed"));
        }
        Map<String, Object> values = new TreeMap<>(withdrawn);
        values.put("seed", seed);
        values.put("faults", faults.inflicted());
        faults.tell(values);
        values.put("commands", log.commands().size());
        values.put("payment_facts", log.payments().size());
        values.put("refund_facts", log.refunds().size());
        values.put("entries", log.journal().size());
        values.put("poisoned", log.unreadable().size());
        values.put("dead_letters", log.deadLetters().size());
        values.put("exchanges", load.exchanges().size());
        calm.tell(operators.changes(), values);
        values.put("reviews_decided", operators.decided());
        values.put("keys_without_answer", silent);
        values.put("answered_on_repeat_after_s", answered.toMillis() / 1_000.0);
        values.put("drained_after_s", drained.toMillis() / 1_000.0);
        values.put("drained_last", lastOpen);
        values.put("answers", answers(load.exchanges()));
        values.put(
                "violations",
                violations.stream().map(Violation::toString).limit(200).toList());
        values.put("violation_count", violations.size());
        return new Outcome(List.copyOf(violations), values);
    }

    /** How often each was answered: by code where it was refused, else by what became of the payment or refund. */
    private static Map<String, Integer> answers(List<Evidence.Exchange> exchanges) {
        Map<String, Integer> answers = new TreeMap<>();
        for (Evidence.Exchange exchange : exchanges) {
            Matcher said = SAID.matcher(exchange.body());
            String word = exchange.definite() && said.find() ? said.group(1) : "none";
            answers.merge(exchange.operation() + " " + word, 1, Integer::sum);
        }
        return answers;
    }
}
