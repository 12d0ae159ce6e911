package dev.kassa.channel.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.ChannelOperation;
import dev.kassa.wire.AppendLog;
import dev.kassa.wire.WireJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What the simulator has done, by key and by charge. Every change is a line of its file; opening the file again gives the
 * same books. What a method returns is in the file by then. Thread-safe.
 */
final class Books implements AutoCloseable {
    /** A line of the file: one of the two is set. */
    record Line(
            @Nullable Deed deed,
            @Nullable String repeated,
            @Nullable String tried) {}

    /** What was done under a key, and whether it was done just now. */
    record Entry(Deed deed, boolean fresh) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Deed> byKey = new HashMap<>();
    private final Map<String, Charge> charges = new LinkedHashMap<>();
    private final Map<String, String> chargeOfPayment = new HashMap<>();
    private final Map<String, String> chargeOfCapture = new HashMap<>();
    private final Map<String, Integer> repeats = new HashMap<>();
    private final Map<String, Integer> tries = new HashMap<>();
    // One copy of each text that most charges share: a long run has a million charges.
    private final Map<String, String> shared = new HashMap<>();
    private final AppendLog file;

    Books(Path path) {
        this.file = AppendLog.open(path, this::replay);
    }

    private void replay(byte[] line) {
        try {
            evolve(WireJson.MAPPER.readValue(line, Line.class));
        } catch (JacksonException e) {
            throw new IllegalStateException(
                    "the simulator's file has a line that cannot be read: " + new String(line, UTF_8), e);
        }
    }

    /** Does what is asked, once for each key: a repeat gets the first result, and is counted. */
    Entry perform(SimulatorRequest request) {
        return doOnce(request, r -> SimulatorRules.decide(r, charge(r), reference(r)));
    }

    /** What was done under the request's key; where nothing was, nothing ever will be. */
    Entry tombstone(SimulatorRequest request) {
        return doOnce(request, r -> Deed.tombstone(r, reference(r)));
    }

    private Entry doOnce(SimulatorRequest request, Function<SimulatorRequest, Deed> decide) {
        lock.lock();
        long position;
        Entry entry;
        try {
            Deed known = byKey.get(request.key());
            if (known == null) {
                entry = new Entry(decide.apply(request), true);
                position = write(new Line(entry.deed(), null, null));
            } else {
                entry = new Entry(known, false);
                position = write(new Line(null, request.key(), null));
            }
        } finally {
            lock.unlock();
        }
        file.await(position);
        return entry;
    }

    /** Counts a try of a key under which nothing is done; the first is 1. */
    int tried(String key) {
        lock.lock();
        long position;
        int count;
        try {
            position = write(new Line(null, null, key));
            count = tries.getOrDefault(key, 0);
        } finally {
            lock.unlock();
        }
        file.await(position);
        return count;
    }

    Optional<Deed> find(String key) {
        lock.lock();
        long position;
        Deed known;
        try {
            known = byKey.get(key);
            position = file.position();
        } finally {
            lock.unlock();
        }
        file.await(position);
        return Optional.ofNullable(known);
    }

    /** Changes what is known of a key, where the change makes something else of it; returns it as it then is. */
    Optional<Deed> change(String key, Function<Deed, Deed> change) {
        lock.lock();
        long position = 0;
        Deed after;
        try {
            Deed before = byKey.get(key);
            if (before == null) {
                return Optional.empty();
            }
            after = change.apply(before);
            if (!after.equals(before)) {
                position = write(new Line(after, null, null));
            }
        } finally {
            lock.unlock();
        }
        file.await(position);
        return Optional.of(after);
    }

    /** Reads all of it at one moment. */
    <T> T read(Function<Books, T> reader) {
        lock.lock();
        try {
            return reader.apply(this);
        } finally {
            lock.unlock();
        }
    }

    /** For readers within {@link #read}. */
    List<Charge> charges() {
        return List.copyOf(charges.values());
    }

    /** For readers within {@link #read}. */
    int repeatsOf(String key) {
        return repeats.getOrDefault(key, 0);
    }

    /** For readers within {@link #read}. */
    List<Deed> deeds() {
        return new ArrayList<>(byKey.values());
    }

    /** For readers within {@link #read}: the charge of a key, or of the capture, void or refund that has the key. */
    Optional<Charge> chargeOfKey(String key) {
        Deed deed = byKey.get(key);
        if (deed == null) {
            return Optional.empty();
        }
        return deed.request().operation() == ChannelOperation.AUTHORIZE
                ? Optional.ofNullable(charges.get(deed.reference()))
                : Optional.ofNullable(charge(deed.request()));
    }

    /** For readers within {@link #read}: the charge that a request is about. */
    @Nullable
    Charge charge(SimulatorRequest request) {
        if (request.operation() == ChannelOperation.AUTHORIZE) {
            return null;
        }
        String reference = request.charge();
        if (reference == null) {
            reference = chargeOfPayment.get(request.paymentId());
        }
        return reference == null ? null : charges.get(chargeOfCapture.getOrDefault(reference, reference));
    }

    private long write(Line line) {
        evolve(line);
        return file.append(WireJson.MAPPER.writeValueAsBytes(line));
    }

    private void evolve(Line line) {
        if (line.repeated() != null) {
            repeats.merge(line.repeated(), 1, Integer::sum);
        }
        if (line.tried() != null) {
            tries.merge(line.tried(), 1, Integer::sum);
        }
        if (line.deed() != null) {
            Deed deed = line.deed().sharing(text -> shared.computeIfAbsent(text, t -> t));
            byKey.put(deed.request().key(), deed);
            file(deed);
        }
    }

    private void file(Deed deed) {
        SimulatorRequest request = deed.request();
        if (request.operation() == ChannelOperation.AUTHORIZE) {
            charges.computeIfAbsent(deed.reference(), r -> new Charge(deed)).deed = deed;
            chargeOfPayment.put(request.paymentId(), deed.reference());
            return;
        }
        Charge charge = charge(request);
        if (charge == null) {
            return;
        }
        switch (request.operation()) {
            case CAPTURE -> {
                charge.captured(deed);
                chargeOfCapture.put(deed.reference(), charge.deed.reference());
            }
            case VOID -> charge.voided(deed);
            case REFUND -> charge.refunded(deed);
            case AUTHORIZE -> throw new IllegalStateException("filed above");
        }
    }

    /** Follows from the key, so it is the same however often it is made. */
    private static String reference(SimulatorRequest request) {
        String prefix = switch (request.operation()) {
            case AUTHORIZE -> "ch_";
            case CAPTURE -> "cap_";
            case VOID -> "void_";
            case REFUND -> "re_";
        };
        String hex = UUID.nameUUIDFromBytes(request.key().getBytes(UTF_8)).toString();
        return prefix + hex.replace("-", "");
    }

    @Override
    public void close() {
        file.close();
    }
}
