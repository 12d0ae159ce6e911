package dev.kassa.port;

import dev.kassa.avro.FeeScheduleBody;
import dev.kassa.avro.RiskRuleBody;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shadow runs: what a changed fee schedule or risk rule would have done to the payments of a past window. They read the log
 * and change nothing. Thread-safe.
 */
public interface Shadows {
    /**
     * The payments of these business dates, each merchant's in its own zone; both inclusive.
     */
    record Window(LocalDate from, LocalDate to) {}

    /**
     * @param scheduleId of the schedule that is changed, or of a new one
     * @param merchants whose payments are priced anew; empty: the payments that the schedule priced, whoever's they are
     */
    record FeeChange(String scheduleId, FeeScheduleBody changed, Set<String> merchants) {
        public FeeChange {
            merchants = Set.copyOf(merchants);
        }
    }

    /** @param name of the rule that is changed, or of a new one */
    record RuleChange(String name, RiskRuleBody changed) {}

    /** What became of a wish to start a run. */
    sealed interface Start {
        record Started(String id) implements Start {}

        /**
         * The change makes no sense.
         *
         * @param pointer JSON pointer into the change as the API writes it
         */
        record Refused(String pointer, String sentence) implements Start {}

        /** As many runs are under way as may be. */
        record Busy() implements Start {}
    }

    Start start(FeeChange change, Window window);

    Start start(RuleChange change, Window window);

    /** A run that is under way or was a short while ago. */
    Optional<Run> run(String id);

    enum Status {
        RUNNING,
        COMPLETED,
        FAILED
    }

    /**
     * A run as it stands.
     *
     * @param read facts read so far
     * @param total facts to read, as far as is known
     * @param report once it is completed
     * @param failure why there is none, in a sentence
     */
    record Run(
            String id,
            Status status,
            long read,
            long total,
            @Nullable Report report,
            @Nullable String failure) {}

    /** What a run found: by merchant, and nothing of merchants that have no payment in it. */
    sealed interface Report {
        record OfFees(List<FeeRow> rows) implements Report {
            public OfFees {
                rows = List.copyOf(rows);
            }
        }

        record OfRule(List<RuleRow> rows) implements Report {
            public OfRule {
                rows = List.copyOf(rows);
            }
        }
    }

    /**
     * What a merchant's captured payments in a currency cost, and would have cost; minor units.
     *
     * @param notFitting payments that no rule of the changed schedule fits; their fee is counted as it was
     */
    record FeeRow(String merchantId, String currency, long payments, long feeBefore, long feeAfter, long notFitting) {
        public long difference() {
            return Math.subtractExact(feeAfter, feeBefore);
        }
    }

    /**
     * What was decided of a merchant's payments, and would have been.
     *
     * @param fired payments that the changed rule fires on
     * @param samples ids of some payments of which something else would have been decided, the first ones of the window
     */
    record RuleRow(
            String merchantId,
            long payments,
            long fired,
            long reviewedBefore,
            long reviewedAfter,
            long rejectedBefore,
            long rejectedAfter,
            List<String> samples) {
        public RuleRow {
            samples = List.copyOf(samples);
        }
    }
}
