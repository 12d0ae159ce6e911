package dev.kassa.query;

import dev.kassa.avro.AppliedFacts;
import dev.kassa.avro.FactPosition;
import dev.kassa.avro.ReadTotals;
import dev.kassa.avro.ViewAnswer;
import dev.kassa.avro.ViewOutcome;
import dev.kassa.avro.ViewQuestion;
import dev.kassa.port.ArchiveUnavailableException;
import dev.kassa.port.ViewUnavailableException;
import dev.kassa.schema.Codecs;
import dev.kassa.view.ViewKeys;
import dev.kassa.view.ViewProgress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntToLongFunction;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/**
 * The views of this process. A partition that this instance leads is read as far as it has come; of one that it only
 * follows, whoever accepts that is answered from the copy and told how far it is behind. Thread-safe.
 */
public final class LocalViews implements ViewInstances {
    /** A copy that is further behind is none yet. */
    private static final long COPY_LAG_MAX = 100_000;

    private static final Duration COPY_POLL = Duration.ofMillis(5);

    private final PartitionRows rows;
    private final ViewProgress progress;
    private final CodecPool codecs;
    private final IntToLongFunction lag;
    private final Map<Integer, Owners> owners = new ConcurrentHashMap<>();

    /**
     * Views of a running application.
     *
     * @param progress the one that the application's topology was built with
     * @param lag how many records the copy of a partition is behind
     */
    public LocalViews(PartitionRows rows, ViewProgress progress, Codecs codecs, IntToLongFunction lag) {
        this.rows = rows;
        this.progress = progress;
        this.codecs = new CodecPool(codecs);
        this.lag = lag;
    }

    @Override
    public List<ViewAnswer> ask(List<ViewQuestion> questions) {
        return questions.stream().map(this::answer).toList();
    }

    private ViewAnswer answer(ViewQuestion question) {
        int partition = question.getPartition();
        try {
            return progress.isHere(partition) || !question.getStale() ? led(question) : copied(question);
        } catch (ArchiveUnavailableException e) {
            return Answers.nothing(partition, ViewOutcome.ARCHIVE_UNAVAILABLE, e.getMessage());
        } catch (ViewUnavailableException | InvalidStateStoreException e) {
            return Answers.nothing(partition, ViewOutcome.NOT_HERE, e.getMessage());
        } catch (IllegalArgumentException e) {
            return Answers.nothing(partition, ViewOutcome.INVALID, e.getMessage());
        }
    }

    private ViewAnswer led(ViewQuestion question) {
        int partition = question.getPartition();
        FactPosition atLeast = question.getAtLeast();
        if (atLeast != null && !progress.await(atLeast, Duration.ofMillis(question.getWaitMs()))) {
            return behind(partition);
        }
        // A store can be had of a partition that is still being restored; its task has opened it only when it is whole.
        progress.requireHere(partition);
        return question.getAsk() instanceof ReadTotals
                // Totals and the position that they hold for are read while nothing is posted between them.
                ? progress.undisturbed(partition, () -> read(question, true))
                : read(question, true);
    }

    private ViewAnswer copied(ViewQuestion question) {
        int partition = question.getPartition();
        if (question.getAtLeast() != null && !copyHolds(question.getAtLeast(), question.getWaitMs())) {
            return behind(partition);
        }
        long behind = lag.applyAsLong(partition);
        if (behind > COPY_LAG_MAX) { // or not known, which is more than any
            return Answers.nothing(
                    partition, ViewOutcome.NOT_HERE, "the copy of partition " + partition + " is still being made");
        }
        ViewAnswer answer = read(question, false);
        answer.setStale(true);
        answer.setLag(behind);
        return answer;
    }

    /** A copy tells nobody when it comes further, so it is looked at now and then. */
    private boolean copyHolds(FactPosition position, int waitMs) {
        long giveUpAt = System.nanoTime() + Duration.ofMillis(waitMs).toNanos();
        while (!holds(position)) {
            if (System.nanoTime() >= giveUpAt || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(COPY_POLL.toNanos());
        }
        return true;
    }

    private boolean holds(FactPosition position) {
        byte[] row = rows.read(position.getPartition(), false, store -> store.get(ViewKeys.APPLIED));
        AppliedFacts applied =
                row == null ? null : codecs.with(lent -> lent.applied().decode(row));
        return applied != null
                && applied.getPayments() >= position.getPayments()
                && applied.getRefunds() >= position.getRefunds()
                && applied.getJournal() >= position.getJournal()
                && applied.getSettlements() >= position.getSettlements()
                && applied.getWithdrawals() >= position.getWithdrawals()
                && applied.getBankAccounts() >= position.getBankAccounts();
    }

    private ViewAnswer read(ViewQuestion question, boolean active) {
        return codecs.with(lent -> rows.read(
                question.getPartition(),
                active,
                store -> Answers.answer(
                        question.getPartition(),
                        question.getAsk(),
                        new Rows(store, lent, owners(question.getPartition())))));
    }

    private Owners owners(int partition) {
        return owners.computeIfAbsent(partition, _ -> new Owners());
    }

    private static ViewAnswer behind(int partition) {
        return Answers.nothing(partition, ViewOutcome.BEHIND, "the views have not seen this position yet");
    }
}
