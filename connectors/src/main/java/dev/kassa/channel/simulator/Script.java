package dev.kassa.channel.simulator;

import org.jspecify.annotations.Nullable;

/**
 * How the simulator behaves for a payment method's token.
 *
 * @param delayMs before the charge, milliseconds; for {@link Kind#SLOW}
 */
record Script(Kind kind, long delayMs) {
    /** Longest delay that a token may ask for. */
    static final long DELAY_MS_MAX = 60_000;

    private static final String SLOW_PREFIX = "tok_slow_";

    /** The behaviours, each with its token. */
    enum Kind {
        /** {@code tok_ok}, or no token: approved. */
        OK,
        /** {@code tok_declined}: declined with {@code card_declined}. */
        DECLINED,
        /** {@code tok_slow_MS}: approved after so many milliseconds. */
        SLOW,
        /** {@code tok_timeout_charged}: charged, and never answered. */
        TIMEOUT_CHARGED,
        /** {@code tok_timeout_not_charged}: never answered, and not charged. */
        TIMEOUT_NOT_CHARGED,
        /** {@code tok_error_once}: status 500 on the first try of a key, then approved. */
        ERROR_ONCE,
        /** {@code tok_unavailable}: status 503, with nothing charged. */
        UNAVAILABLE,
        /** {@code tok_callback_twice}: pending, then approved by two callbacks at once. */
        CALLBACK_TWICE,
        /** {@code tok_callback_late}: pending, then approved by a callback some three seconds later. */
        CALLBACK_LATE,
        /** {@code tok_capture_declined}: authorized; its capture is declined. */
        CAPTURE_DECLINED,
        /** {@code tok_refund_declined}: approved; its refunds are declined. */
        REFUND_DECLINED,
        /** {@code tok_refund_timeout}: approved; its refunds are made, and never answered. */
        REFUND_TIMEOUT,
        /** Any other token: declined with {@code invalid_token}. */
        INVALID_TOKEN
    }

    static Script of(@Nullable String token) {
        if (token == null) {
            return new Script(Kind.OK, 0);
        }
        return switch (token) {
            case "", "tok_ok" -> new Script(Kind.OK, 0);
            case "tok_declined" -> new Script(Kind.DECLINED, 0);
            case "tok_timeout_charged" -> new Script(Kind.TIMEOUT_CHARGED, 0);
            case "tok_timeout_not_charged" -> new Script(Kind.TIMEOUT_NOT_CHARGED, 0);
            case "tok_error_once" -> new Script(Kind.ERROR_ONCE, 0);
            case "tok_unavailable" -> new Script(Kind.UNAVAILABLE, 0);
            case "tok_callback_twice" -> new Script(Kind.CALLBACK_TWICE, 0);
            case "tok_callback_late" -> new Script(Kind.CALLBACK_LATE, 0);
            case "tok_capture_declined" -> new Script(Kind.CAPTURE_DECLINED, 0);
            case "tok_refund_declined" -> new Script(Kind.REFUND_DECLINED, 0);
            case "tok_refund_timeout" -> new Script(Kind.REFUND_TIMEOUT, 0);
            default -> slow(token);
        };
    }

    private static Script slow(String token) {
        String digits = token.startsWith(SLOW_PREFIX) ? token.substring(SLOW_PREFIX.length()) : "";
        if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return new Script(Kind.INVALID_TOKEN, 0);
        }
        long delayMs = Long.parseLong(digits);
        return delayMs <= DELAY_MS_MAX ? new Script(Kind.SLOW, delayMs) : new Script(Kind.INVALID_TOKEN, 0);
    }

    /** Whether the result comes by callback. */
    boolean notifies() {
        return kind == Kind.CALLBACK_TWICE || kind == Kind.CALLBACK_LATE;
    }
}
