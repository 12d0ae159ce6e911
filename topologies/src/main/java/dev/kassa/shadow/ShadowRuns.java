package dev.kassa.shadow;

import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.ReferenceFact;
import dev.kassa.core.ReferenceCodec;
import dev.kassa.port.Shadows;
import dev.kassa.pricing.Fault;
import dev.kassa.pricing.FeeSchedule;
import dev.kassa.pricing.FeeScheduleValidation;
import dev.kassa.reference.ReferenceKind;
import dev.kassa.replay.LogReader;
import dev.kassa.risk.OperatorRule;
import dev.kassa.risk.RuleFault;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shadow runs in this process, one at a time, each on a thread of its own; the last ones are remembered until it ends. */
public final class ShadowRuns implements Shadows {
    private static final Logger LOG = LoggerFactory.getLogger(ShadowRuns.class);
    private static final int REMEMBERED = 20;

    private final ShadowLog log;
    private final Map<String, Progress> runs = new LinkedHashMap<>();

    public ShadowRuns(LogReader reader, Codecs codecs, int partitions) {
        this.log = new ShadowLog(reader, codecs, partitions);
    }

    @Override
    public Start start(FeeChange change, Window window) {
        FeeSchedule changed = ReferenceCodec.feeSchedule(change.scheduleId(), 0, change.changed());
        List<Fault> faults = FeeScheduleValidation.faults(changed);
        if (!faults.isEmpty()) {
            return new Start.Refused(
                    faults.getFirst().pointer(), faults.getFirst().sentence());
        }
        return begin(window, () -> new FeeShadow(changed, change.merchants(), window));
    }

    @Override
    public Start start(RuleChange change, Window window) {
        OperatorRule changed;
        try {
            changed = ReferenceCodec.compile(change.name(), change.changed());
        } catch (RuleFault fault) {
            return new Start.Refused("/expression", fault.line() + ":" + fault.column() + ": " + fault.sentence());
        }
        return begin(window, () -> ruleShadow(change, changed, window));
    }

    /** With the merchants as they stand now, and what is judged by as it stood for each payment. */
    private Shadow ruleShadow(RuleChange change, OperatorRule changed, Window window) {
        Map<String, MerchantFact> merchants = new HashMap<>();
        log.table(Topics.MERCHANTS, merchant -> merchants.put(merchant.getId(), merchant));
        List<ReferenceFact> changes = new ArrayList<>();
        log.table(Topics.REFERENCE_HISTORY, fact -> {
            if (!fact.getKind().equals(ReferenceKind.BLACKLIST.word())) {
                changes.add(fact);
            }
        });
        return new RuleShadow(
                change.name(),
                change.changed().getEnabled() ? changed : null,
                new RuleHistory(change.name(), changes),
                merchants,
                window);
    }

    private synchronized Start begin(Window window, Supplier<Shadow> shadow) {
        if (window.to().isBefore(window.from())) {
            return new Start.Refused("/to", "must not be before from");
        }
        if (runs.values().stream().anyMatch(Progress::isUnderWay)) {
            return new Start.Busy();
        }
        Progress progress = new Progress("shr_" + UUID.randomUUID());
        runs.put(progress.id(), progress);
        if (runs.size() > REMEMBERED) {
            runs.remove(runs.keySet().iterator().next());
        }
        Thread.ofVirtual().name(progress.id()).start(() -> run(progress, shadow));
        return new Start.Started(progress.id());
    }

    private void run(Progress progress, Supplier<Shadow> made) {
        try {
            Shadow shadow = made.get();
            log.payments(shadow.needsFrom(), shadow::take, progress::total, progress::read);
            progress.completed(shadow.report());
        } catch (ShadowException e) {
            progress.failed(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("shadow run {} failed", progress.id(), e);
            progress.failed("it could not be read to its end; the log says why");
        }
    }

    @Override
    public synchronized Optional<Run> run(String id) {
        return Optional.ofNullable(runs.get(id)).map(Progress::now);
    }
}
