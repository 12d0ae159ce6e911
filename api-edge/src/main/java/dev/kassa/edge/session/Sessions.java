package dev.kassa.edge.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.edge.access.KeyHash;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes and checks the cookies of sessions. Thread-safe.
 *
 * <p>A cookie is {@code text.signature}, both in URL-safe Base64; the text is actor, number, and the two moments. A session
 * that was signed out is remembered as ended by the edge that was told, for as long as it could still be shown there.
 */
public final class Sessions {
    public static final String COOKIE = "kassa_session";

    /** Longer than this no session lasts. */
    static final Duration LIFE = Duration.ofHours(8);

    /** One that is not used for so long is over. */
    static final Duration IDLE = Duration.ofMinutes(30);

    /** So often the cookie of one that is used is made anew. */
    static final Duration RENEWED_EVERY = Duration.ofMinutes(5);

    private static final int NUMBER_BYTES = 16;
    private static final int ENDED_MAX = 100_000;
    private static final String SEPARATOR = "|";

    private final KeyHash keyHash;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Map<String, Long> ended = new LinkedHashMap<>();

    public Sessions(KeyHash keyHash, InstantSource clock, SecureRandom random) {
        this.keyHash = keyHash;
        this.clock = clock;
        this.random = random;
    }

    /** A session of its own for whoever holds a key. */
    public Session begin(String actor) {
        byte[] number = new byte[NUMBER_BYTES];
        random.nextBytes(number);
        return new Session(actor, HexFormat.of().formatHex(number), clock.millis(), clock.millis());
    }

    /** As it is put into the cookie. */
    public String cookie(Session session) {
        String text = String.join(
                SEPARATOR,
                session.actor(),
                session.number(),
                Long.toString(session.startedMs()),
                Long.toString(session.usedMs()));
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString(text.getBytes(UTF_8)) + "." + base64.encodeToString(signature(text));
    }

    /** The session of a cookie; null where it is none of ours, is over, or was ended. */
    public @Nullable Session of(@Nullable String cookie) {
        int dot = cookie == null ? -1 : cookie.indexOf('.');
        if (cookie == null || dot < 0) {
            return null;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cookie.substring(0, dot)), UTF_8);
            byte[] signature = Base64.getUrlDecoder().decode(cookie.substring(dot + 1));
            return MessageDigest.isEqual(signature, signature(text)) ? standing(text) : null;
        } catch (IllegalArgumentException e) {
            return null; // no Base64, which is as good as a wrong signature
        }
    }

    private @Nullable Session standing(String text) {
        String[] parts = text.split("\\|", -1);
        Session session = new Session(parts[0], parts[1], Long.parseLong(parts[2]), Long.parseLong(parts[3]));
        long nowMs = clock.millis();
        boolean over = nowMs - session.startedMs() >= LIFE.toMillis() || nowMs - session.usedMs() >= IDLE.toMillis();
        return over || isEnded(session) ? null : session;
    }

    /** The same, used now; null where its cookie is fresh enough. */
    public @Nullable Session renewed(Session session) {
        long nowMs = clock.millis();
        return nowMs - session.usedMs() < RENEWED_EVERY.toMillis() ? null : session.usedAt(nowMs);
    }

    /** What a page that may read this session's answers knows, and one of another origin does not: it goes with every write. */
    public String token(Session session) {
        return HexFormat.of().formatHex(keyHash.of("session-token:" + session.number()));
    }

    /** Whether a write comes from a page that read the session's answers. */
    public boolean isToken(Session session, @Nullable String shown) {
        return shown != null
                && MessageDigest.isEqual(shown.getBytes(UTF_8), token(session).getBytes(UTF_8));
    }

    /** Ends it on this edge, whoever shows its cookie. */
    public synchronized void end(Session session) {
        long nowMs = clock.millis();
        ended.values().removeIf(untilMs -> untilMs <= nowMs);
        if (ended.size() >= ENDED_MAX) {
            ended.remove(ended.keySet().iterator().next());
        }
        ended.put(session.number(), session.startedMs() + LIFE.toMillis());
    }

    private synchronized boolean isEnded(Session session) {
        return ended.containsKey(session.number());
    }

    /** How long a browser keeps the cookie at most, in seconds. */
    public static long seconds() {
        return LIFE.toSeconds();
    }

    private byte[] signature(String text) {
        return keyHash.of("session:" + text);
    }
}
