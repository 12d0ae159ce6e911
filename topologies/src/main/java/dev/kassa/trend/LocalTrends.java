package dev.kassa.trend;

import dev.kassa.avro.FactPosition;
import dev.kassa.avro.ViewAnswer;
import dev.kassa.avro.ViewOutcome;
import dev.kassa.avro.ViewQuestion;
import dev.kassa.port.ViewUnavailableException;
import dev.kassa.query.ViewInstances;
import dev.kassa.schema.Codecs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.jspecify.annotations.Nullable;

/** The trends of this process. Thread-safe. */
public final class LocalTrends implements ViewInstances {
    private static final int IDLE_MAX = 64;

    private final KafkaStreams streams;
    private final TrendProgress progress;
    private final Codecs codecs;

    /** A codec is for one thread at a time, and a virtual thread lives too short to have its own. */
    private final ArrayBlockingQueue<TrendCodecs> idle = new ArrayBlockingQueue<>(IDLE_MAX);

    /** A virtual thread for each question, which ends with it: there is nothing to close. */
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

    /** @param progress the one that the application's topology was built with */
    public LocalTrends(KafkaStreams streams, TrendProgress progress, Codecs codecs) {
        this.streams = streams;
        this.progress = progress;
        this.codecs = codecs;
    }

    @Override
    public List<ViewAnswer> ask(List<ViewQuestion> questions) {
        return questions.size() == 1 ? List.of(answer(questions.getFirst())) : answers(questions);
    }

    /** Each partition is read by itself, so all are at once. */
    private List<ViewAnswer> answers(List<ViewQuestion> questions) {
        List<Callable<ViewAnswer>> calls = new ArrayList<>();
        questions.forEach(question -> calls.add(() -> answer(question)));
        try {
            List<ViewAnswer> answers = new ArrayList<>();
            for (Future<ViewAnswer> answer : readers.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return questions.stream()
                    .map(question -> nothing(question.getPartition(), ViewOutcome.BEHIND, "the wait was interrupted"))
                    .toList();
        } catch (ExecutionException e) {
            throw new IllegalStateException("trends cannot be read", e.getCause());
        }
    }

    private ViewAnswer answer(ViewQuestion question) {
        int partition = question.getPartition();
        try {
            if (!progress.isHere(partition)) {
                return nothing(
                        partition, ViewOutcome.NOT_HERE, "the trends of partition " + partition + " are not here");
            }
            FactPosition atLeast = question.getAtLeast();
            if (atLeast != null && !progress.await(atLeast, Duration.ofMillis(question.getWaitMs()))) {
                return nothing(partition, ViewOutcome.BEHIND, "the trends have not seen this position yet");
            }
            return read(question);
        } catch (ViewUnavailableException | InvalidStateStoreException e) {
            return nothing(partition, ViewOutcome.NOT_HERE, e.getMessage());
        } catch (IllegalArgumentException e) {
            return nothing(partition, ViewOutcome.INVALID, e.getMessage());
        }
    }

    private ViewAnswer read(ViewQuestion question) {
        int partition = question.getPartition();
        StateQueryRequest<ViewAnswer> request = StateQueryRequest.inStore(TrendStores.CELLS)
                .withQuery(new TrendReading<>(written -> answer(written, question)))
                .withPartitions(Set.of(partition))
                .requireActive();
        QueryResult<ViewAnswer> result =
                streams.query(request).getPartitionResults().get(partition);
        if (result == null || result.isFailure()) {
            throw new InvalidStateStoreException(
                    result == null ? "partition " + partition + " is not here" : result.getFailureMessage());
        }
        return result.getResult();
    }

    private ViewAnswer answer(WrittenRows written, ViewQuestion question) {
        TrendCodecs lent = idle.poll();
        TrendCodecs used = lent == null ? TrendCodecs.of(codecs) : lent;
        try {
            return new TrendAnswers(written, used).answer(question.getPartition(), question.getAsk());
        } finally {
            // a full pool drops it
            boolean _ = idle.offer(used);
        }
    }

    private static ViewAnswer nothing(int partition, ViewOutcome outcome, @Nullable String reason) {
        return ViewAnswer.newBuilder()
                .setPartition(partition)
                .setOutcome(outcome)
                .setReason(reason)
                .setTotals(new HashMap<>())
                .build();
    }
}
