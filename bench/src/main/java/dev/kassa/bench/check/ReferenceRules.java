package dev.kassa.bench.check;

import dev.kassa.avro.ApplyReference;
import dev.kassa.avro.ChangeReference;
import dev.kassa.avro.Command;
import dev.kassa.avro.ReferenceApplied;
import dev.kassa.avro.ReferenceFact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * R1: changes of what all merchants share are decided once, hold on every partition in the same order, and from where the log
 * says. One for all partitions, which it is shown one after the other, partition 0 first.
 */
final class ReferenceRules {
    private static final String INVARIANT = "R1";
    private static final int HOME = 0;

    /** Bodies whose sense the checker does not judge. */
    private static final Set<String> NOT_JUDGED = Set.of("risk-rule", "setting", "exchange-rate");

    private final Findings findings;
    private final RecordedLog log;
    private final Map<Long, Logged<ReferenceFact>> byVersion = new HashMap<>();
    private final Map<Long, Logged<ReferenceFact>> byOffset = new HashMap<>();
    private final Map<Integer, List<ReferenceApplied>> held = new HashMap<>();

    ReferenceRules(Findings findings, RecordedLog log) {
        this.findings = findings;
        this.log = log;
        for (Logged<ReferenceFact> logged : log.history()) {
            ReferenceFact fact = logged.value();
            boolean first = byVersion.put(fact.getVersion(), logged) == null
                    & byOffset.put(fact.getCommandOffset(), logged) == null;
            findings.unless(
                    first,
                    INVARIANT,
                    logged.at(),
                    "a second change of version " + fact.getVersion() + " or of its command");
        }
        for (long version = 1; version <= byVersion.size(); version++) {
            findings.unless(byVersion.containsKey(version), INVARIANT, "reference-history", "lacks version " + version);
        }
    }

    /** A change is asked for; partition 0 decides on it. */
    void take(Logged<Command> command, ChangeReference asked, Tables tables) {
        Logged<ReferenceFact> logged = command.partition() == HOME ? byOffset.remove(command.offset()) : null;
        Verdict verdict = command.partition() == HOME
                ? judge(asked, tables)
                : Verdict.mustNot(INVARIANT, "this partition decides nothing");
        if (logged == null) {
            findings.unless(
                    verdict.kind() != Verdict.Kind.MUST,
                    INVARIANT,
                    command.at(),
                    "changed nothing, although " + verdict.why());
            return;
        }
        ReferenceFact fact = logged.value();
        findings.unless(
                verdict.kind() != Verdict.Kind.MUST_NOT,
                INVARIANT,
                logged.at(),
                "command " + command.at() + " led to this, although " + verdict.why());
        String at = logged.at();
        findings.equal(tables.version() + 1, fact.getVersion(), INVARIANT, at, "version");
        findings.equal(
                asked.getKind() + "/" + asked.getKey(), fact.getKind() + "/" + fact.getKey(), INVARIANT, at, "key");
        findings.equal(asked.getBody(), fact.getBody(), INVARIANT, at, "body");
        findings.equal(command.value().getActor(), fact.getChangedBy(), INVARIANT, at, "changed_by");
        findings.equal(command.timestampMs(), fact.getChangedAtMs(), INVARIANT, at, "changed_at");
        hold(command, fact, tables);
    }

    private static Verdict judge(ChangeReference asked, Tables tables) {
        Optional<ReferenceFact> now = tables.find(asked.getKind(), asked.getKey());
        long version = now.map(ReferenceFact::getVersion).orElse(0L);
        Long expected = asked.getExpectedVersion();
        if (expected != null && expected != version) {
            return Verdict.mustNot(INVARIANT, "it is meant for version " + expected + ", there is " + version);
        }
        if (now.isEmpty() && asked.getBody() == null) {
            return Verdict.mustNot(INVARIANT, "there is nothing to remove");
        }
        if (now.isPresent() && now.get().getBody().equals(asked.getBody())) {
            return Verdict.mustNot(INVARIANT, "it changes nothing");
        }
        return asked.getBody() != null && NOT_JUDGED.contains(asked.getKind())
                ? Verdict.may("its body may make no sense")
                : Verdict.must("nothing speaks against it");
    }

    /** A change is told to a partition that did not decide on it. One that is told again changes nothing. */
    void take(Logged<Command> command, ApplyReference told, Tables tables) {
        ReferenceFact fact = told.getFact();
        if (fact.getVersion() <= tables.version()) {
            return;
        }
        findings.equal(tables.version() + 1, fact.getVersion(), INVARIANT, command.at(), "version that is told");
        Logged<ReferenceFact> decided = byVersion.get(fact.getVersion());
        findings.equal(decided == null ? null : decided.value(), fact, INVARIANT, command.at(), "change that is told");
        hold(command, fact, tables);
    }

    private void hold(Logged<Command> command, ReferenceFact fact, Tables tables) {
        tables.take(fact);
        held.computeIfAbsent(command.partition(), none -> new ArrayList<>())
                .add(new ReferenceApplied(
                        fact.getVersion(), command.partition(), command.offset(), command.timestampMs()));
    }

    /** Once every partition was shown. */
    void finish(boolean drained) {
        byOffset.values()
                .forEach(logged -> findings.add(INVARIANT, logged.at(), "comes from no change that was asked for"));
        Map<ReferenceApplied, Integer> told = new HashMap<>();
        log.applied().forEach(logged -> told.merge(logged.value(), 1, Integer::sum));
        for (int partition = 0; partition < log.partitions(); partition++) {
            List<ReferenceApplied> here = held.getOrDefault(partition, List.of());
            for (ReferenceApplied each : here) {
                findings.unless(
                        Integer.valueOf(1).equals(told.remove(each)),
                        INVARIANT,
                        "commands-" + partition + "@" + each.getCommandOffset(),
                        "change " + each.getVersion() + " holds from here, which is not told once");
            }
            findings.unless(
                    !drained || here.size() == byVersion.size(),
                    INVARIANT,
                    "commands-" + partition,
                    "holds " + here.size() + " of " + byVersion.size() + " changes");
        }
        told.keySet()
                .forEach(each -> findings.add(
                        INVARIANT,
                        "commands-" + each.getPartition() + "@" + each.getCommandOffset(),
                        "change " + each.getVersion() + " is told to hold from here"));
    }

    /** The fact of a version, if there is one. */
    Optional<ReferenceFact> decided(long version) {
        return Optional.ofNullable(byVersion.get(version)).map(Logged::value);
    }
}
