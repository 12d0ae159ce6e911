package dev.kassa.edge;

import io.javalin.http.HandlerType;
import org.jspecify.annotations.Nullable;

/**
 * One call that the edge answers.
 *
 * @param method of HTTP
 * @param path as the contract writes it, with {@code {names}}
 * @param admission whether requests are bounded and, when the edge stops, refused
 * @param call what answers
 * @param action what the audit calls it; null where nothing of a caller is changed
 */
record Route(
        HandlerType method,
        String path,
        Admission admission,
        Call call,
        @Nullable String action) {
    /** The same as a write that is audited. */
    Route audited(String name) {
        return new Route(method, path, admission, call, name);
    }

    /** Who gets in. */
    enum Admission {
        /** A call of the API: bounded in number, refused while stopping. */
        BOUNDED,
        /** Health, metrics and documentation: always answered. */
        ALWAYS
    }

    /** What answers a request. */
    @FunctionalInterface
    interface Call {
        /** Answers. A {@link dev.kassa.edge.problem.Refusal} thrown from here is told; anything else is a bug. */
        void answer(Exchange exchange) throws Exception;
    }
}
