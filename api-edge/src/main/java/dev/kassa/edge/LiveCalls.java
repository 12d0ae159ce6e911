package dev.kassa.edge;

import static dev.kassa.schema.ErrorCode.RATE_LIMITED;
import static dev.kassa.schema.ErrorCode.UNAVAILABLE;

import dev.kassa.edge.live.Listening;
import dev.kassa.edge.live.Live;
import dev.kassa.edge.problem.Refusal;
import java.io.IOException;
import java.io.InterruptedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The live stream of server-sent events. */
record LiveCalls(Intake intake, Live live) {
    private static final Logger LOG = LoggerFactory.getLogger(LiveCalls.class);

    void stream(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        QueryParameters.of(exchange.query());
        String merchantId = intake.merchantIfNamed(read, exchange).orElse(null);
        switch (live.listen(read.caller().actor(), merchantId)) {
            case Live.Admission.Denied(Live.Refused why) -> throw refusal(why);
            case Live.Admission.Admitted(Listening listening) -> stream(exchange, listening);
        }
    }

    private static Refusal refusal(Live.Refused why) {
        return switch (why) {
            case FULL -> new Refusal(UNAVAILABLE, "As many listen already as this edge takes; ask again shortly.");
            case FULL_FOR_ONE ->
                new Refusal(
                        RATE_LIMITED,
                        "This key listens " + Live.LISTENERS_OF_ONE_MAX + " times already, which is all that one may.");
        };
    }

    private void stream(Exchange exchange, Listening listening) throws IOException {
        try (listening) {
            listening.run(
                    exchange.answerStream(200, "text/event-stream", -1),
                    exchange.header("Last-Event-ID"),
                    () -> intake.stillHolds(exchange));
        } catch (InterruptedException | InterruptedIOException e) {
            LOG.debug("a listener took nothing and was dropped: {}", exchange.requestId());
        }
    }
}
