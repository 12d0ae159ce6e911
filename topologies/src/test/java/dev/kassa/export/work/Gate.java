package dev.kassa.export.work;

import dev.kassa.avro.BalanceRow;
import dev.kassa.avro.FactPosition;
import dev.kassa.port.Snapshots;
import dev.kassa.port.ViewUnavailableException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.avro.specific.SpecificRecordBase;

/** Balances of as many merchants as a test says, which stop in the middle until they are let through. */
final class Gate implements Snapshots {
    final List<Question> questions = new CopyOnWriteArrayList<>();
    volatile int rows = 1_000;
    volatile int away;
    volatile CountDownLatch open = new CountDownLatch(0);
    final CountDownLatch reached = new CountDownLatch(1);
    final List<String> closed = new CopyOnWriteArrayList<>();

    @Override
    public Snapshot open(Question question) {
        questions.add(question);
        if (away > 0) {
            away--;
            throw new ViewUnavailableException("away", null);
        }
        return new Snapshot() {
            private int next;

            @Override
            public FactPosition position() {
                return new FactPosition(question.partition(), 1L, 2L, 3L + question.partition(), 4L, 0L, 0L, 0L);
            }

            @Override
            public long estimatedRows() {
                return rows;
            }

            @Override
            public boolean hasNext() {
                return next < rows;
            }

            @Override
            public SpecificRecordBase next() {
                if (next == rows / 2) {
                    reached.countDown();
                    pass();
                }
                next++;
                return new BalanceRow("m-" + next, "EUR", 1L, 0L, 0L, 0L, 0L, 0L);
            }

            private void pass() {
                try {
                    open.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public void close() {
                closed.add("p" + question.partition());
            }
        };
    }
}
