package dev.kassa.bank.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.bank.Payout;
import dev.kassa.wire.AppendLog;
import dev.kassa.wire.WireJson;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What the bank has done, by key. Every change is a line of its file, where it has one; opening the file again gives the
 * same books. What a method returns is in the file by then. Thread-safe.
 */
final class BankBooks implements AutoCloseable {
    /** A line of the file: one of the two is set. */
    record Line(@Nullable Transfer transfer, @Nullable String requested) {}

    /**
     * A transfer for whoever compares books.
     *
     * @param timesPaid how often money left under the key
     * @param timesReturned how often it came back
     * @param requests how often the bank was told to pay it
     */
    record TransferRecord(Transfer transfer, int timesPaid, int timesReturned, int requests) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Transfer> byKey = new LinkedHashMap<>();
    private final Map<String, Integer> timesPaid = new LinkedHashMap<>();
    private final Map<String, Integer> timesReturned = new LinkedHashMap<>();
    private final Map<String, Integer> requests = new LinkedHashMap<>();
    private final @Nullable AppendLog file;

    /** @param path of the file; null: the books are gone with the process */
    BankBooks(@Nullable Path path) {
        this.file = path == null ? null : AppendLog.open(path, this::replay);
    }

    private void replay(byte[] line) {
        try {
            evolve(WireJson.MAPPER.readValue(line, Line.class));
        } catch (JacksonException e) {
            throw new IllegalStateException(
                    "the bank's file has a line that cannot be read: " + new String(line, UTF_8), e);
        }
    }

    /** What a key's first request is made into, given how many there were, this one included. */
    interface Decision {
        /** Empty where the request leaves no trace. */
        Optional<Transfer> decide(int requests);
    }

    /** What was taken on; fresh where it was just now. */
    record Taken(Transfer transfer, boolean fresh) {}

    /** Counts a request, and takes the payout on unless it has it; once for each key. */
    Optional<Taken> request(Payout payout, Decision decision) {
        String key = payout.key();
        lock.lock();
        long position;
        Optional<Taken> taken;
        try {
            position = write(new Line(null, key));
            Transfer known = byKey.get(key);
            if (known == null) {
                Optional<Transfer> decided = decision.decide(requests.getOrDefault(key, 0));
                if (decided.isPresent()) {
                    position = write(new Line(decided.get(), null));
                }
                taken = decided.map(transfer -> new Taken(transfer, true));
            } else {
                taken = Optional.of(new Taken(known, false));
            }
        } finally {
            lock.unlock();
        }
        await(position);
        return taken;
    }

    /** The transfer of a key, after the change where that makes something else of it. */
    Optional<Transfer> change(String key, UnaryOperator<Transfer> change) {
        lock.lock();
        long position = 0;
        Transfer after;
        try {
            Transfer before = byKey.get(key);
            if (before == null) {
                return Optional.empty();
            }
            after = change.apply(before);
            if (!after.equals(before)) {
                position = write(new Line(after, null));
            }
        } finally {
            lock.unlock();
        }
        await(position);
        return Optional.of(after);
    }

    List<TransferRecord> records() {
        lock.lock();
        try {
            return byKey.values().stream()
                    .map(each -> new TransferRecord(
                            each,
                            timesPaid.getOrDefault(each.payout().key(), 0),
                            timesReturned.getOrDefault(each.payout().key(), 0),
                            requests.getOrDefault(each.payout().key(), 0)))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** What left the bank and did not come back, in minor units by currency. */
    Map<String, Long> paidOut() {
        Map<String, Long> paid = new TreeMap<>();
        for (TransferRecord each : records()) {
            Payout payout = each.transfer().payout();
            long amount = Math.multiplyExact(payout.amount(), (long) each.timesPaid() - each.timesReturned());
            paid.merge(payout.currency(), amount, Math::addExact);
        }
        return paid;
    }

    private void await(long position) {
        if (file != null) {
            file.await(position);
        }
    }

    private long write(Line line) {
        evolve(line);
        return file == null ? 0 : file.append(WireJson.MAPPER.writeValueAsBytes(line));
    }

    private void evolve(Line line) {
        if (line.requested() != null) {
            requests.merge(line.requested(), 1, Integer::sum);
        }
        Transfer transfer = line.transfer();
        if (transfer != null) {
            Transfer before = byKey.put(transfer.payout().key(), transfer);
            boolean wasPaid = before != null && before.status() == Transfer.Status.PAID;
            boolean isPaid = transfer.status() == Transfer.Status.PAID;
            if (isPaid && !wasPaid) {
                timesPaid.merge(transfer.payout().key(), 1, Integer::sum);
            } else if (wasPaid && !isPaid) {
                timesReturned.merge(transfer.payout().key(), 1, Integer::sum);
            }
        }
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
