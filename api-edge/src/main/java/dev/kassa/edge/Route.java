package dev.kassa.edge;

import io.javalin.http.HandlerType;

/**
 * One call that the edge answers.
 *
 * @param method GET or POST
 * @param path as the contract writes it, with {@code {names}}
 * @param admission whether requests are bounded and, when the edge stops, refused
 * @param call what answers
 */
record Route(HandlerType method, String path, Admission admission, Call call) {
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
