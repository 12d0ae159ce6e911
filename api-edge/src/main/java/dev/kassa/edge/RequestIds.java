package dev.kassa.edge;

import dev.kassa.schema.CardNumbers;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ids by which a request is found again in logs. They need to be different, not secret. */
final class RequestIds {
    static final String HEADER = "Request-Id";

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RequestIds() {}

    /** The caller's own id where it has the right form and does not look like a card number, else a new one. */
    static String of(@Nullable String given) {
        if (given != null && FORM.matcher(given).matches() && !CardNumbers.isIn(given)) {
            return given;
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "req_" + Long.toUnsignedString(random.nextLong(), Character.MAX_RADIX)
                + Long.toUnsignedString(random.nextLong(), Character.MAX_RADIX);
    }
}
