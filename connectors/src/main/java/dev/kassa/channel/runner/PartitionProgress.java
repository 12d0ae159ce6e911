package dev.kassa.channel.runner;

import dev.kassa.channel.runner.Taken.Delivery;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** How far a partition has been settled without a gap. Not thread-safe: the polling thread's own. */
final class PartitionProgress {
    private final long endWhenAssigned;
    private final ArrayDeque<Long> order = new ArrayDeque<>();
    private final Map<Long, Taken> open = new HashMap<>();
    private boolean moved;
    private long next;

    /**
     * @param endWhenAssigned the partition's end when it was assigned: whoever had it before cannot have seen what came
     *     later
     */
    PartitionProgress(long endWhenAssigned) {
        this.endWhenAssigned = endWhenAssigned;
    }

    Delivery delivery(long offset) {
        return offset < endWhenAssigned ? Delivery.AGAIN : Delivery.FIRST;
    }

    void add(Taken taken) {
        order.add(taken.source().offset());
        open.put(taken.source().offset(), taken);
    }

    /** Whether the failed record is one of this partition's open ones, now replaced. */
    boolean replace(Taken failed, Taken by) {
        return open.replace(failed.source().offset(), failed, by);
    }

    /** The offset to commit, where there is a new one. */
    OptionalLong advance() {
        for (Long head = order.peek(); head != null; head = order.peek()) {
            Taken taken = open.get(head);
            if (taken != null && !(taken.isSettled() && ShareIntake.done(taken))) {
                break;
            }
            order.poll();
            open.remove(head);
            next = head + 1;
            moved = true;
        }
        if (!moved) {
            return OptionalLong.empty();
        }
        moved = false;
        return OptionalLong.of(next);
    }
}
