package dev.kassa.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.ReadTotals;
import dev.kassa.avro.ViewAnswer;
import dev.kassa.avro.ViewOutcome;
import dev.kassa.avro.ViewQuestion;
import dev.kassa.query.ServingViews.Readable;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ServingViewsTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    /** Has Avro trust our classes. */
    private final Codecs codecs = new Codecs(new InMemorySchemaRegistry());

    private final ServingViews views = new ServingViews();

    /** Views that have some partitions here, and say so in the reason of each answer. */
    private static Readable having(String name, Integer... partitions) {
        return new Readable(questions -> questions.stream()
                .map(question -> Answers.nothing(
                        question.getPartition(),
                        List.of(partitions).contains(question.getPartition())
                                ? ViewOutcome.BEHIND
                                : ViewOutcome.NOT_HERE,
                        name))
                .toList());
    }

    private static ViewQuestion of(int partition) {
        return new ViewQuestion(partition, null, 0, false, new ReadTotals());
    }

    @Test
    void whatTheFirstDoesNotHaveHereTheNextIsAskedFor() {
        views.answerWith(List.of(having("new", 0, 1), having("old", 1, 2)));

        List<ViewAnswer> answers = views.ask(List.of(of(0), of(1), of(2), of(3)));

        assertThat(answers).extracting(ViewAnswer::getReason).containsExactly("new", "new", "old", "old");
        assertThat(answers.getLast().getOutcome()).isEqualTo(ViewOutcome.NOT_HERE);
    }

    @Test
    void viewsAreHeldUntilWhoReadsInThemHasEnded() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Readable old = new Readable(questions -> {
            reading.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return List.of(Answers.nothing(0, ViewOutcome.BEHIND, "old"));
        });
        views.answerWith(List.of(old));
        AtomicReference<ViewAnswer> answer = new AtomicReference<>();
        Thread reader = Thread.startVirtualThread(
                () -> answer.set(views.ask(List.of(of(0))).getFirst()));
        assertThat(reading.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();

        views.answerWith(List.of(having("new", 0)));

        assertThat(views.ask(List.of(of(0))).getFirst().getReason()).isEqualTo("new");
        assertThat(old.awaitReaders(Duration.ofMillis(20))).isFalse();
        goOn.countDown();
        assertThat(old.awaitReaders(LONG)).isTrue();
        reader.join();
        assertThat(answer.get()).extracting(ViewAnswer::getReason).isEqualTo("old");
    }
}
