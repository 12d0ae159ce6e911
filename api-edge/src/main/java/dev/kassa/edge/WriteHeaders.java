package dev.kassa.edge;

import static dev.kassa.schema.ErrorCode.MALFORMED_REQUEST;

import dev.kassa.avro.ReplyWhen;
import dev.kassa.edge.problem.Refusal;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of a write ask for.
 *
 * @param idempotencyKey the caller's key; null: the natural key holds
 * @param patience how long the caller waits for the outcome
 * @param replyWhen whether the outcome is awaited or only that the core has taken the request
 */
record WriteHeaders(@Nullable String idempotencyKey, Duration patience, ReplyWhen replyWhen) {
    private static final int KEY_CHARACTERS_MAX = 255;
    private static final int WAIT_SECONDS_MAX = 60;

    /**
     * Reads {@code Idempotency-Key} and {@code Prefer} (RFC 7240: preferences that are not understood are passed over; a
     * longer wait than 60 seconds is 60).
     *
     * @throws Refusal malformed_request where the key is not 1 to 255 visible ASCII characters
     */
    static WriteHeaders of(@Nullable String key, @Nullable String prefer, Duration usualWait) {
        if (key != null && !isKey(key)) {
            throw new Refusal(MALFORMED_REQUEST, "Idempotency-Key must be 1 to 255 visible ASCII characters.");
        }
        Duration wait = usualWait;
        ReplyWhen when = ReplyWhen.CONCLUDED;
        if (prefer != null) {
            for (String preference : prefer.toLowerCase(Locale.ROOT).split("[,;]", -1)) {
                String wanted = preference.replace(" ", "").replace("\"", "");
                if (wanted.equals("respond-async")) {
                    when = ReplyWhen.ACCEPTED;
                } else if (wanted.matches("wait=\\d{1,9}")) {
                    int seconds = Integer.parseInt(wanted.substring("wait=".length()));
                    wait = Duration.ofSeconds(Math.min(seconds, WAIT_SECONDS_MAX));
                }
            }
        }
        return new WriteHeaders(key, wait, when);
    }

    private static boolean isKey(String key) {
        return !key.isEmpty()
                && key.length() <= KEY_CHARACTERS_MAX
                && key.chars().allMatch(c -> c > ' ' && c <= '~');
    }
}
