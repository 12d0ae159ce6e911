package dev.kassa.schema;

import java.util.Locale;

/**
 * The catalogue of error codes. Where several apply, the one that stands first here wins.
 */
public enum ErrorCode {
    MALFORMED_REQUEST(400, "The request could not be read"),
    UNAUTHENTICATED(401, "No valid API key"),
    FORBIDDEN(403, "The API key does not allow this"),
    NOT_FOUND(404, "Nothing is here"),
    PAYMENT_NOT_FOUND(404, "No such payment"),
    ORDER_ALREADY_PAID(409, "The order is paid"),
    REFUND_EXCEEDS_CAPTURED(409, "More than is left to refund"),
    INVALID_STATE(409, "Not possible in the present state"),
    INSUFFICIENT_BALANCE(409, "The merchant's balance does not cover it"),
    GONE(410, "It was here, and is no more"),
    PRECONDITION_FAILED(412, "It has changed since it was read"),
    REQUEST_TOO_LARGE(413, "The body is too large"),
    RANGE_NOT_SATISFIABLE(416, "The file has none of these bytes"),
    VALIDATION_FAILED(422, "The request has fields that are not valid"),
    IDEMPOTENCY_KEY_REUSED(422, "The key was used for another request"),
    LIMIT_EXCEEDED(422, "Over a limit"),
    RATE_LIMITED(429, "Too many requests"),
    UNAVAILABLE(503, "Not possible at this moment");

    private final int status;
    private final String title;

    ErrorCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The code as callers see it, e.g. {@code order_already_paid}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The HTTP status that goes with it. */
    public int status() {
        return status;
    }

    /** A short summary that is the same for every occurrence. */
    public String title() {
        return title;
    }
}
