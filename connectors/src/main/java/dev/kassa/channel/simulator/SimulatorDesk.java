package dev.kassa.channel.simulator;

import dev.kassa.avro.ChannelOperation;
import dev.kassa.channel.simulator.Books.Entry;
import dev.kassa.channel.simulator.Script.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plays the script of each token over the books. Blocks where the script is slow. Thread-safe. */
final class SimulatorDesk implements AutoCloseable {
    /** How long an answer that never comes is not given; then the connection is closed. */
    static final Duration SILENCE_MAX = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(SimulatorDesk.class);
    private static final int WAITING_MAX = 10_000;
    private static final Duration AT_ONCE = Duration.ofMillis(20);
    private static final Duration LATE = Duration.ofSeconds(3);

    private final Books books;
    private final CallbackSender callbacks;
    private final Semaphore waiting = new Semaphore(WAITING_MAX);

    /** What the server is to do. */
    sealed interface Reply {
        /** Status 200 with the answer. */
        record Said(SimulatorAnswer answer) implements Reply {}

        /** A status alone. */
        record Failed(int status, String why) implements Reply {}

        /** No answer: the connection is closed. */
        record Silence() implements Reply {}
    }

    SimulatorDesk(Books books, CallbackSender callbacks) {
        this.books = books;
        this.callbacks = callbacks;
        // What was pending when the process ended is concluded now; what was not told is told.
        books.read(Books::deeds).stream()
                .filter(d -> Script.of(d.request().token()).notifies()
                        && d.request().operation() == ChannelOperation.AUTHORIZE
                        && (d.status() == Deed.Status.PENDING || (d.approved() && !d.notified())))
                .forEach(d -> callbacks.concludeLater(d, AT_ONCE));
    }

    Reply perform(SimulatorRequest request) {
        Optional<Deed> known = books.find(request.key());
        if (known.isEmpty()) {
            Reply instead = beforehand(request);
            if (instead != null) {
                return instead;
            }
        }
        Entry entry = books.perform(request);
        if (entry.fresh()) {
            Kind kind = Script.of(scripted(request)).kind();
            if (entry.deed().status() == Deed.Status.PENDING) {
                callbacks.concludeLater(entry.deed(), kind == Kind.CALLBACK_TWICE ? AT_ONCE : LATE);
            }
            if (silentAfter(request.operation(), kind) && entry.deed().approved()) {
                return silence();
            }
        }
        return new Reply.Said(SimulatorAnswer.of(entry.deed()));
    }

    Optional<SimulatorAnswer> query(String key) {
        return books.find(key).map(SimulatorAnswer::of);
    }

    SimulatorAnswer tombstone(SimulatorRequest request) {
        return SimulatorAnswer.of(books.tombstone(request).deed());
    }

    /** What the script has happen instead of, or before, anything is done. */
    private @Nullable Reply beforehand(SimulatorRequest request) {
        if (request.callbackUrl() != null && !callbacks.allowed(request.callbackUrl())) {
            return new Reply.Failed(400, "callbacks in the clear go to the loopback interface only");
        }
        if (request.operation() != ChannelOperation.AUTHORIZE) {
            return null;
        }
        Script script = Script.of(request.token());
        return switch (script.kind()) {
            case UNAVAILABLE -> new Reply.Failed(503, "unavailable; nothing was charged");
            case TIMEOUT_NOT_CHARGED -> silence();
            case ERROR_ONCE -> books.tried(request.key()) == 1 ? new Reply.Failed(500, "an error, once") : null;
            case SLOW -> waited(Duration.ofMillis(script.delayMs())) ? null : new Reply.Failed(503, "too many wait");
            case CALLBACK_TWICE, CALLBACK_LATE ->
                callbacks.hasRoom() ? null : new Reply.Failed(503, "too many callbacks wait");
            default -> null;
        };
    }

    /** The token that steers: a refund's is that of its charge. */
    private @Nullable String scripted(SimulatorRequest request) {
        if (request.operation() == ChannelOperation.AUTHORIZE) {
            return request.token();
        }
        return books.read(b -> {
            Charge charge = b.charge(request);
            return charge == null ? "" : String.valueOf(charge.deed.request().token());
        });
    }

    private static boolean silentAfter(ChannelOperation operation, Kind kind) {
        return switch (operation) {
            case AUTHORIZE -> kind == Kind.TIMEOUT_CHARGED;
            case REFUND -> kind == Kind.REFUND_TIMEOUT;
            case CAPTURE, VOID -> false;
        };
    }

    private Reply silence() {
        boolean full = !waited(SILENCE_MAX);
        if (full) {
            LOG.warn("a silence was cut short, since too many wait waiting_max={}", WAITING_MAX);
        }
        return new Reply.Silence();
    }

    private boolean waited(Duration howLong) {
        if (!waiting.tryAcquire()) {
            return false;
        }
        try {
            Thread.sleep(howLong);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting.release();
        }
    }

    @Override
    public void close() {
        callbacks.close();
        books.close();
    }
}
