package dev.kassa.wire;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.net.URI;

/**
 * A call to a server, as a trace tells of it. Where no agent is there, as is usual, it is nothing and costs next to
 * nothing. Bodies are not told. Used by one thread.
 */
final class CallSpan implements AutoCloseable {
    private static final String SCOPE = "dev.kassa.wire";

    private final Span span;

    private CallSpan(Span span) {
        this.span = span;
    }

    static CallSpan begin(String method, URI server, String path) {
        return new CallSpan(GlobalOpenTelemetry.getTracer(SCOPE)
                .spanBuilder(method)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("http.request.method", method)
                .setAttribute("server.address", server.getHost())
                .setAttribute("server.port", server.getPort())
                .setAttribute("url.full", server.resolve(path).toString())
                .startSpan());
    }

    /** The headers that carry the trace on, each with its end of line; empty where there is no trace. */
    String headers() {
        if (!span.getSpanContext().isValid()) {
            return "";
        }
        StringBuilder headers = new StringBuilder();
        GlobalOpenTelemetry.getPropagators()
                .getTextMapPropagator()
                .inject(Context.current().with(span), headers, CallSpan::header);
        return headers.toString();
    }

    private static void header(StringBuilder headers, String name, String value) {
        headers.append(name).append(": ").append(value).append("\r\n");
    }

    void answered(int status) {
        span.setAttribute("http.response.status_code", status);
        if (status >= 400) {
            span.setStatus(StatusCode.ERROR);
        }
    }

    void failed(IOException reason) {
        span.setAttribute("error.type", reason.getClass().getName());
        span.setStatus(StatusCode.ERROR);
    }

    @Override
    public void close() {
        span.end();
    }
}
