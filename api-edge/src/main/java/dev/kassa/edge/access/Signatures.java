package dev.kassa.edge.access;

import static dev.kassa.schema.ErrorCode.UNAUTHENTICATED;
import static dev.kassa.schema.ErrorCode.UNAVAILABLE;

import dev.kassa.edge.problem.Refusal;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks signed requests: that the holder of the key's signing secret sent exactly this, lately, and only once. Thread-safe.
 *
 * <p>Once over all edges that share the book, and over their restarts; see {@link KafkaSignatureBook}.
 */
public final class Signatures {
    /** The header that carries a signature. */
    public static final String HEADER = "Kassa-Signature";

    /** How far a signature's time may be from an edge's clock, either way. */
    public static final int WINDOW_SECONDS = 300;

    /** How many used signatures are remembered at once. */
    public static final int REMEMBERED_MAX = 200_000;

    private static final Pattern FORM = Pattern.compile("t=([0-9]{1,12}),v1=([0-9a-f]{64})");

    private final KeyHash keyHash;
    private final InstantSource clock;
    private final SignatureBook book;

    public Signatures(KeyHash keyHash, InstantSource clock, SignatureBook book) {
        this.keyHash = keyHash;
        this.clock = clock;
        this.book = book;
    }

    /**
     * What is signed.
     *
     * @param target the path with its query, as sent
     */
    public record Request(String method, String target, byte[] body) {}

    /**
     * Lets a request pass, and its signature never again.
     *
     * @param header the {@value #HEADER} header
     * @throws Refusal unauthenticated; unavailable where it cannot be written down that it was used
     */
    public void check(Caller caller, @Nullable String header, Request request) {
        if (header != null) {
            checkSigned(caller, header, request);
        } else if (caller.signing().equals("required")) {
            throw new Refusal(UNAUTHENTICATED, "Requests with this key must be signed: send " + HEADER + ".");
        }
    }

    private void checkSigned(Caller caller, String header, Request request) {
        Matcher form = FORM.matcher(header);
        if (!form.matches()) {
            throw new Refusal(
                    UNAUTHENTICATED, HEADER + " must be t=, a Unix time in seconds, and ,v1=, 64 small hex digits.");
        }
        if (!(caller instanceof Caller.KeyHolder holder)) {
            throw new Refusal(UNAUTHENTICATED, "This key does not sign: send no " + HEADER + ".");
        }
        byte[] sent = HexFormat.of().parseHex(form.group(2));
        String head = form.group(1) + "." + request.method() + "." + request.target() + ".";
        if (!MessageDigest.isEqual(sent, keyHash.signature(holder.keyId(), head, request.body()))) {
            throw new Refusal(UNAUTHENTICATED, "The signature is not of this request, or not by this key's secret.");
        }
        use(sent, Long.parseLong(form.group(1)));
    }

    private void use(byte[] signature, long signedAt) {
        long now = clock.instant().getEpochSecond();
        if (Math.abs(now - signedAt) > WINDOW_SECONDS) {
            throw new Refusal(
                    UNAUTHENTICATED,
                    "The signature's time is more than " + WINDOW_SECONDS + " seconds from this edge's clock.");
        }
        switch (book.use(signature, signedAt, now)) {
            case FIRST -> {}
            case AGAIN ->
                throw new Refusal(UNAUTHENTICATED, "This signature was used before; sign every request anew.");
            case FULL ->
                throw new Refusal(UNAVAILABLE, "More signed requests came than can be remembered; ask again shortly.");
            case UNKNOWN ->
                throw new Refusal(
                        UNAVAILABLE,
                        "It cannot be told now whether this signature was used; sign the request anew and send it again.");
        }
    }
}
