package dev.kassa.edge;

import java.util.regex.Pattern;
import org.slf4j.MDC;

/** Ids that every line carries which is logged on the thread of a request: the request's, and a payment's it is about. */
final class LogContext implements AutoCloseable {
    private static final String REQUEST = "request_id";
    private static final String PAYMENT = "payment_id";
    private static final String OF_A_PAYMENT = "/v1/payments/{id}";
    private static final Pattern PAYMENT_ID = Pattern.compile("pay_[0-9a-z]{26}");

    private LogContext() {}

    static LogContext of(Exchange exchange, Route route) {
        MDC.put(REQUEST, exchange.requestId());
        if (route.path().startsWith(OF_A_PAYMENT)) {
            String id = exchange.pathParameter("id");
            if (PAYMENT_ID.matcher(id).matches()) {
                MDC.put(PAYMENT, id);
            }
        }
        return new LogContext();
    }

    @Override
    public void close() {
        MDC.remove(REQUEST);
        MDC.remove(PAYMENT);
    }
}
