package dev.kassa.reference;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What holds for a merchant's API keys. Pure. */
public final class KeyRules {
    /** Keys of one merchant that have not expired. */
    public static final int KEYS_MAX = 20;

    /** The longest overlap of an old key and the one that follows it: four weeks. */
    public static final int OVERLAP_HOURS_MAX = 28 * 24;

    private static final Set<String> SCOPES = Set.of("merchant", "import", "readonly", "approver");
    private static final Set<String> SIGNING = Set.of("none", "optional", "required");
    private static final int NAME_MAX = 100;

    private KeyRules() {}

    /** A pointer to the first field of a new key that is not valid, or null. */
    public static @Nullable String fault(
            List<String> scopes,
            String name,
            @Nullable Integer overlapHours,
            @Nullable Long ratePerSecond,
            String signing) {
        Set<String> distinct = new HashSet<>(scopes);
        if (scopes.isEmpty() || distinct.size() != scopes.size() || !SCOPES.containsAll(distinct)) {
            return "/scopes";
        }
        if (name.length() > NAME_MAX) {
            return "/name";
        }
        if (overlapHours != null && (overlapHours < 0 || overlapHours > OVERLAP_HOURS_MAX)) {
            return "/overlap_hours";
        }
        if (ratePerSecond != null && ratePerSecond < 1) {
            return "/rate_limit";
        }
        return SIGNING.contains(signing) ? null : "/signing";
    }

    /** Whether a key is good for nothing any more. */
    public static boolean isExpired(@Nullable Long expiresAtMs, long nowMs) {
        return expiresAtMs != null && expiresAtMs <= nowMs;
    }

    /**
     * When a key expires once another of these scopes follows it: what has the same scopes ends with the overlap, unless it
     * ends before; all else stays.
     *
     * @param overlapHours null: nothing is replaced
     */
    public static @Nullable Long expiryBeside(
            Set<String> scopes,
            @Nullable Long expiresAtMs,
            Set<String> followers,
            @Nullable Integer overlapHours,
            long nowMs) {
        if (overlapHours == null || !scopes.equals(followers)) {
            return expiresAtMs;
        }
        long end = nowMs + Duration.ofHours(overlapHours).toMillis();
        return expiresAtMs == null ? Long.valueOf(end) : Long.valueOf(Math.min(expiresAtMs, end));
    }
}
