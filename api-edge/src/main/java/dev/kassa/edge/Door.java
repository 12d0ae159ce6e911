package dev.kassa.edge;

import static dev.kassa.schema.ErrorCode.MALFORMED_REQUEST;
import static dev.kassa.schema.ErrorCode.NOT_FOUND;
import static dev.kassa.schema.ErrorCode.RATE_LIMITED;
import static dev.kassa.schema.ErrorCode.UNAUTHENTICATED;
import static dev.kassa.schema.ErrorCode.UNAVAILABLE;

import dev.kassa.edge.access.RateLimits;
import dev.kassa.edge.audit.AuditLog;
import dev.kassa.edge.problem.Problem;
import dev.kassa.edge.problem.Refusal;
import dev.kassa.port.ArchiveUnavailableException;
import dev.kassa.port.ViewUnavailableException;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets requests in, no more at once than may be, and turns whatever goes wrong behind it into a problem. Thread-safe.
 */
final class Door {
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    private final EdgeSettings.Limits limits;
    private final EdgeMetrics metrics;
    private final AuditLog audit;
    private final RateLimits rates;
    private final Semaphore places;
    private volatile boolean closing;

    Door(EdgeSettings.Limits limits, EdgeMetrics metrics, AuditLog audit, RateLimits rates) {
        this.limits = limits;
        this.metrics = metrics;
        this.audit = audit;
        this.rates = rates;
        this.places = new Semaphore(limits.inFlightMax());
    }

    /** How many requests are under way. */
    int inFlight() {
        return limits.inFlightMax() - places.availablePermits();
    }

    boolean isClosing() {
        return closing;
    }

    /** Lets nobody in any more, and waits, at most so long, for those who are inside. */
    boolean closeAndDrain(Duration atMost) {
        closing = true;
        try {
            return places.tryAcquire(limits.inFlightMax(), atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Answers one request of a route. */
    void admit(Route route, Context http) throws IOException {
        long startedNs = System.nanoTime();
        Exchange exchange = new Exchange(http, limits.bodyBytesMax());
        try (LogContext _ = LogContext.of(exchange, route)) {
            answer(route, exchange);
        } finally {
            long tookNs = System.nanoTime() - startedNs;
            metrics.answered(route.path(), exchange.status(), tookNs);
            if (route.action() != null) {
                audit.add(exchange.deed(route, route.action(), tookNs));
            }
        }
    }

    private void answer(Route route, Exchange exchange) throws IOException {
        try {
            if (route.admission() == Route.Admission.ALWAYS) {
                route.call().answer(exchange);
            } else {
                exchange.readBody();
                bounded(route, exchange);
            }
        } catch (Refusal refusal) {
            exchange.answerRefusal(refusal.code() == UNAUTHENTICATED ? stranger(exchange, refusal) : refusal);
        } catch (ArchiveUnavailableException e) {
            LOG.error("{}: {}", exchange.requestId(), e.getMessage());
            exchange.answerRefusal(new Refusal(UNAVAILABLE, e.sentence()));
        } catch (ViewUnavailableException e) {
            exchange.answerRefusal(new Refusal(UNAVAILABLE, "The view is being moved or restored; ask again shortly."));
        } catch (EofException e) {
            LOG.debug("{} went away: {}", exchange.requestId(), e.toString());
        } catch (Exception e) {
            bug(route, exchange, e);
        }
    }

    private Refusal stranger(Exchange exchange, Refusal refusal) {
        return rates.countStranger(exchange.remoteAddress())
                ? refusal
                : new Refusal(RATE_LIMITED, "Too many requests without a valid key come from this address.");
    }

    private void bounded(Route route, Exchange exchange) throws Exception {
        if (closing) {
            exchange.answerHeader("Connection", "close");
            throw new Refusal(UNAVAILABLE, "This edge is being stopped.");
        }
        if (!places.tryAcquire()) {
            throw new Refusal(RATE_LIMITED, "Too many requests are under way; ask again shortly.");
        }
        try {
            route.call().answer(exchange);
        } finally {
            places.release();
        }
    }

    /** Names the route and not the path: what a caller writes there is not for the log. */
    private static void bug(Route route, Exchange exchange, Exception e) throws IOException {
        LOG.error("a request to {} {} failed", route.method(), route.path(), e);
        if (!exchange.isAnswered()) {
            exchange.answerProblem(Problem.internal(exchange.path(), exchange.requestId()));
        }
    }

    /** Answers what no route takes: an unknown path, or a known one with another method. */
    void refuse(HttpResponseException refused, Context http) {
        Exchange exchange = new Exchange(http, limits.bodyBytesMax());
        try {
            exchange.answerProblem(problem(refused, exchange, http));
        } catch (IOException e) {
            LOG.debug("{} went away: {}", exchange.requestId(), e.toString());
        } finally {
            metrics.answered("none", exchange.status(), 0);
        }
    }

    private static Problem problem(HttpResponseException refused, Exchange exchange, Context http) {
        String path = exchange.path();
        return switch (refused.getStatus()) {
            case 404 -> Problem.of(NOT_FOUND, "There is no such path.", path, exchange.requestId(), List.of());
            case 405 -> {
                exchange.answerHeader("Allow", refused.getDetails().getOrDefault("availableMethods", "GET, POST"));
                yield new Problem(
                        NOT_FOUND.code(),
                        NOT_FOUND.title(),
                        405,
                        "This path has no " + http.method().name() + ".",
                        path,
                        exchange.requestId(),
                        List.of());
            }
            default ->
                Problem.of(MALFORMED_REQUEST, "The request could not be read.", path, exchange.requestId(), List.of());
        };
    }
}
