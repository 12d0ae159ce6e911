package dev.kassa.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommitPaceTest {
    // records of each look at the clock, and after which looks there is a commit
    @ParameterizedTest(name = "{0} commits after look {1}")
    @CsvSource({
        "'0 0 0 0',             ''",
        "'1 0 0 0',             '2'",
        "'1 0 1 0 0',           '2 4'",
        "'10 10 10 10 10 10',   '2 4 6'",
        "'300 0 0',             '2'",
        "'300 300 300 300 300', ''",
        "'300 300 300 0',       '4'",
        "'300 300 300 10',      '4'",
        "'49 49 0',             '2'",
        "'50 50 0',             '3'",
    })
    void a_commit_comes_once_nothing_more_does(String looks, String commitsAfter) {
        Tasks tasks = new Tasks(1, 5, 50);

        assertThat(tasks.commitsAfter(looks, 0)).isEqualTo(commitsAfter);
    }

    @Test
    void another_rhythm_looks_less_often_and_takes_more_for_a_flood() {
        Tasks tasks = new Tasks(1, 250, 500);

        assertThat(tasks.commitsAfter("300 300 499 1 0 500 500 0 0", 0)).isEqualTo("2 4 8");
    }

    @Test
    void the_tasks_of_a_thread_decide_together_and_only_one_that_has_worked_asks() {
        Tasks tasks = new Tasks(3, 5, 50);

        assertThat(tasks.commitsAfter("20 20 20 20", 1)).isEqualTo("2 4");
        assertThat(tasks.contexts.getFirst().committed()).isFalse();
    }

    /** The tasks of one thread. */
    private static final class Tasks {
        private final List<MockProcessorContext<Object, Object>> contexts = new ArrayList<>();
        private final List<CommitPace> paces = new ArrayList<>();
        private final int lookMs;
        private long nowMs = 1_000;

        Tasks(int tasks, int lookMs, int floodPerLook) {
            this.lookMs = lookMs;
            CommitPace.Rhythm rhythm = new CommitPace.Rhythm(Duration.ofMillis(lookMs), floodPerLook);
            CommitPace.Work ofThread = new CommitPace.Work();
            for (int task = 0; task < tasks; task++) {
                MockProcessorContext<Object, Object> context = new MockProcessorContext<>();
                contexts.add(context);
                paces.add(new CommitPace(context, rhythm, ofThread));
            }
        }

        String commitsAfter(String looks, int worker) {
            List<String> commits = new ArrayList<>();
            int look = 0;
            for (String records : looks.split(" ")) {
                look++;
                Collections.nCopies(Integer.parseInt(records), paces.get(worker))
                        .forEach(CommitPace::worked);
                nowMs += lookMs;
                contexts.forEach(each ->
                        each.scheduledPunctuators().getFirst().getPunctuator().punctuate(nowMs));
                if (contexts.get(worker).committed()) {
                    commits.add(Integer.toString(look));
                    contexts.get(worker).resetCommit();
                }
            }
            return String.join(" ", commits);
        }
    }
}
