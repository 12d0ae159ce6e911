package dev.kassa.edge;

import static dev.kassa.schema.ErrorCode.MALFORMED_REQUEST;

import dev.kassa.edge.problem.Refusal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Versions as HTTP has them: entity tags, and what a change expects of them. */
final class Versions {
    private static final Pattern TAG = Pattern.compile("\"(\\d{1,18})\"");

    private Versions() {}

    static String tag(long version) {
        return "\"" + version + "\"";
    }

    /**
     * The version that a change is meant for: that of {@code If-Match}; 0 for {@code If-None-Match: *}, which is none yet;
     * null where any will do.
     *
     * @throws Refusal malformed_request
     */
    static @Nullable Long expected(Exchange exchange) {
        String match = exchange.header("If-Match");
        String noneMatch = exchange.header("If-None-Match");
        if (noneMatch != null) {
            if (match != null || !noneMatch.trim().equals("*")) {
                throw new Refusal(MALFORMED_REQUEST, "If-None-Match can only be *, and not beside If-Match.");
            }
            return 0L;
        }
        if (match == null || match.trim().equals("*")) {
            return null;
        }
        Matcher tag = TAG.matcher(match.trim());
        if (!tag.matches()) {
            throw new Refusal(MALFORMED_REQUEST, "If-Match must be the ETag of a read, such as \"3\".");
        }
        return Long.valueOf(tag.group(1));
    }
}
