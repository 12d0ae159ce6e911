package dev.kassa.query;

import dev.kassa.avro.ViewAnswer;
import dev.kassa.avro.ViewOutcome;
import dev.kassa.avro.ViewQuestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The views of this process, of whichever generations answer now. What the first does not have here, the next is asked for:
 * while generations change, whoever asks may still go by the partitions of the other. Thread-safe; readers see the old or
 * the new, and never nothing.
 */
public final class ServingViews implements ViewInstances {
    private volatile List<Readable> answering = List.of();

    /** One generation's views, which can be put away once nobody reads in them. */
    public static final class Readable {
        private final ViewInstances views;
        private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

        public Readable(ViewInstances views) {
            this.views = views;
        }

        /**
         * Waits for those who read in it. Call it once it is not among those that answer.
         *
         * @return whether they ended in time
         */
        public boolean awaitReaders(Duration atMost) throws InterruptedException {
            if (!lock.writeLock().tryLock(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
            lock.writeLock().unlock();
            return true;
        }
    }

    /** From now on these answer, the one to ask first at the head. */
    public void answerWith(List<Readable> views) {
        answering = List.copyOf(views);
    }

    @Override
    public List<ViewAnswer> ask(List<ViewQuestion> questions) {
        List<Readable> held = hold();
        try {
            return answers(held, questions);
        } finally {
            held.forEach(each -> each.lock.readLock().unlock());
        }
    }

    /** Those that answer, held so that they are not put away meanwhile. */
    private List<Readable> hold() {
        while (true) {
            List<Readable> seen = answering;
            seen.forEach(each -> each.lock.readLock().lock());
            if (seen == answering) { // What is held was not taken out before it was held.
                return seen;
            }
            seen.forEach(each -> each.lock.readLock().unlock());
        }
    }

    private static List<ViewAnswer> answers(List<Readable> held, List<ViewQuestion> questions) {
        List<ViewAnswer> answers = new ArrayList<>(questions.size());
        List<Integer> open = new ArrayList<>(questions.size());
        for (int i = 0; i < questions.size(); i++) {
            int partition = questions.get(i).getPartition();
            answers.add(Answers.nothing(partition, ViewOutcome.NOT_HERE, "no views answer here yet"));
            open.add(i);
        }
        for (Readable each : held) {
            if (open.isEmpty()) {
                break;
            }
            List<ViewAnswer> told =
                    each.views.ask(open.stream().map(questions::get).toList());
            for (int i = 0; i < told.size(); i++) {
                answers.set(open.get(i), told.get(i));
            }
            open.removeIf(i -> answers.get(i).getOutcome() != ViewOutcome.NOT_HERE);
        }
        return answers;
    }
}
