package dev.kassa.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.avro.FactPosition;
import dev.kassa.avro.ListReviews;
import dev.kassa.avro.ViewAnswer;
import dev.kassa.avro.ViewAnswers;
import dev.kassa.avro.ViewOutcome;
import dev.kassa.avro.ViewQuestion;
import dev.kassa.avro.ViewRoutes;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances of two partitions each, which keep copies of each other's. */
final class RemoteViewsTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int PATIENCE_MS = 10_000;

    private final Codecs codecs = new Codecs(new InMemorySchemaRegistry());
    private FakeInstance first;
    private FakeInstance second;
    private RemoteViews views;

    @BeforeEach
    void open() {
        first = new FakeInstance(codecs);
        second = new FakeInstance(codecs);
        tellRoutes(new ViewRoutes(
                List.of(first.leads(List.of(0, 1), List.of(2, 3)), second.leads(List.of(2, 3), List.of(0, 1)))));
        views = new RemoteViews(List.of(first.address()), new ViewClient(null), codecs);
        await().atMost(LONG).until(() -> ask(fresh(0, 1, 2, 3)).stream().allMatch(RemoteViewsTest::answered));
        first.calls.set(0);
        second.calls.set(0);
    }

    @AfterEach
    void close() {
        views.close();
        first.close();
        second.close();
    }

    private void tellRoutes(ViewRoutes routes) {
        first.routes = routes;
        second.routes = routes;
    }

    private List<ViewAnswer> ask(List<ViewQuestion> questions) {
        return views.ask(questions);
    }

    private ViewAnswer ask(ViewQuestion question) {
        return views.ask(List.of(question)).getFirst();
    }

    private static List<ViewQuestion> fresh(int... partitions) {
        return IntStream.of(partitions)
                .mapToObj(partition -> question(partition, PATIENCE_MS, false))
                .toList();
    }

    private static ViewQuestion question(int partition, int waitMs, boolean stale) {
        return new ViewQuestion(partition, null, waitMs, stale, new ListReviews(null, 1));
    }

    private static boolean answered(ViewAnswer answer) {
        return answer.getOutcome() == ViewOutcome.ANSWERED;
    }

    private static Duration taking(Runnable call) {
        long before = System.nanoTime();
        call.run();
        return Duration.ofNanos(System.nanoTime() - before);
    }

    @Test
    void each_partition_is_asked_of_its_leader_in_one_call_an_instance() {
        List<ViewAnswer> answers = ask(fresh(3, 0, 2, 1));

        assertThat(answers).extracting(ViewAnswer::getPartition).containsExactly(3, 0, 2, 1);
        assertThat(answers).noneMatch(ViewAnswer::getStale);
        assertThat(first.calls).hasValue(1);
        assertThat(second.calls).hasValue(1);
    }

    @Test
    void a_copy_answers_whoever_accepts_that_while_the_leader_is_gone() {
        first.says = FakeInstance::stale;
        second.goes();

        ViewAnswer answer = ask(question(2, PATIENCE_MS, true));

        assertThat(answer.getStale()).isTrue();
        assertThat(answer.getLag()).isEqualTo(3);
    }

    @Test
    void whoever_does_not_accept_a_copy_is_told_that_nobody_answers_when_its_patience_is_over() {
        second.goes();

        ViewAnswer answer = ask(question(2, 200, false));

        assertThat(answer.getOutcome()).isEqualTo(ViewOutcome.NOT_HERE);
        assertThat(first.calls).hasValue(0);
    }

    @Test
    void whoever_does_not_accept_a_copy_is_answered_once_the_leader_is_back() {
        second.goes();
        AtomicInteger asked = new AtomicInteger();
        first.says = question -> {
            // the other's partitions come here while the question waits
            return asked.incrementAndGet() > 2 ? FakeInstance.fresh(question) : FakeInstance.notHere(question);
        };
        tellRoutes(new ViewRoutes(List.of(first.leads(List.of(0, 1, 2, 3), List.of()))));

        assertThat(answered(ask(question(2, PATIENCE_MS, false)))).isTrue();
    }

    @Test
    void a_leader_that_hangs_costs_one_question_a_second_and_no_other_until_it_answers_again() {
        first.says = FakeInstance::stale;
        second.silence = new CountDownLatch(1);

        Duration theFirst = taking(
                () -> assertThat(ask(question(2, PATIENCE_MS, true)).getStale()).isTrue());
        assertThat(ask(question(2, PATIENCE_MS, true)).getStale()).isTrue();

        assertThat(theFirst).isBetween(Duration.ofMillis(900), Duration.ofMillis(PATIENCE_MS / 2));
        assertThat(second.calls).hasValue(1);
        second.silence.countDown();
        await().atMost(LONG).until(() -> !ask(question(2, PATIENCE_MS, true)).getStale());
    }

    @Test
    void a_copy_is_asked_also_where_the_leader_hung_for_as_long_as_there_was_patience() {
        first.says = FakeInstance::stale;
        second.silence = new CountDownLatch(1);
        FactPosition position = new FactPosition(2, 1L, 0L, 0L, 0L, 0L, 0L, 0L);

        ViewAnswer answer = ask(new ViewQuestion(2, position, 300, true, new ListReviews(null, 1)));

        assertThat(answer.getStale()).isTrue();
    }

    @Test
    void a_question_is_put_to_the_new_leader_where_partitions_move() {
        second.says = FakeInstance::notHere;
        tellRoutes(new ViewRoutes(
                List.of(first.leads(List.of(0, 1, 2), List.of(3)), second.leads(List.of(3), List.of(0, 1, 2)))));

        assertThat(answered(ask(question(2, PATIENCE_MS, false)))).isTrue();
    }

    @Test
    void a_partition_that_is_nowhere_for_a_moment_is_waited_for() {
        AtomicInteger asked = new AtomicInteger();
        second.says =
                question -> asked.incrementAndGet() < 4 ? FakeInstance.notHere(question) : FakeInstance.fresh(question);

        assertThat(answered(ask(question(2, PATIENCE_MS, false)))).isTrue();
    }

    @Test
    void what_is_left_of_the_patience_goes_with_the_question() {
        AtomicInteger lastWaitMs = new AtomicInteger(PATIENCE_MS);
        second.says = question -> {
            lastWaitMs.set(question.getWaitMs());
            return FakeInstance.notHere(question);
        };

        ask(question(2, 300, false));

        assertThat(lastWaitMs).hasValueLessThan(300);
    }

    @Test
    void that_a_leader_is_behind_is_an_answer() {
        second.says = question -> Answers.nothing(question.getPartition(), ViewOutcome.BEHIND, "behind");

        assertThat(ask(question(2, PATIENCE_MS, true)).getOutcome()).isEqualTo(ViewOutcome.BEHIND);
        assertThat(second.calls).hasValue(1);
        assertThat(first.calls).hasValue(0);
    }

    @Test
    void an_answer_with_too_few_answers_is_none() {
        first.says = FakeInstance::stale;
        second.mangles = _ -> ViewCalls.of(codecs).answers().encode(new ViewAnswers(List.of()));

        List<ViewAnswer> answers = ask(List.of(question(2, PATIENCE_MS, true), question(3, PATIENCE_MS, true)));

        assertThat(answers).hasSize(2).allMatch(ViewAnswer::getStale);
    }

    @Test
    void an_answer_about_another_partition_is_none() {
        first.says = FakeInstance::stale;
        second.says = question -> Answers.nothing(question.getPartition() + 1, ViewOutcome.ANSWERED, null);

        assertThat(ask(question(2, PATIENCE_MS, true)).getStale()).isTrue();
    }

    @Test
    void an_answer_that_cannot_be_read_is_none() {
        first.says = FakeInstance::stale;
        second.mangles = _ -> new byte[] {0, 1, 2};

        assertThat(ask(question(2, PATIENCE_MS, true)).getStale()).isTrue();
        second.mangles = answer -> Arrays.copyOf(answer, answer.length / 2);
        assertThat(ask(question(3, PATIENCE_MS, true)).getStale()).isTrue();
    }

    @Test
    void an_instance_that_has_just_started_and_knows_of_nobody_is_not_believed() {
        first.routes = new ViewRoutes(List.of());
        second.goes();
        second.comesBack();

        // several looks pass in this time, of which every other is at the first
        await().during(Duration.ofSeconds(3))
                .atMost(LONG)
                .until(() -> answered(ask(question(2, PATIENCE_MS, false)))
                        && answered(ask(question(0, PATIENCE_MS, false))));
    }

    @Test
    void no_question_has_no_answer() {
        assertThat(ask(List.of())).isEmpty();
    }
}
