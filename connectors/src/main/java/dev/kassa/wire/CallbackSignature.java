package dev.kassa.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The header that proves a callback genuine: {@code t=<unix seconds>,v1=<hex>}, where the hex is HMAC-SHA256 over the
 * seconds, a full stop and the body, with the secret that both sides share. Thread-safe.
 */
public final class CallbackSignature {
    public static final String HEADER = "Kassa-Simulator-Signature";

    /** How far the sender's clock may be off, either way. */
    public static final Duration WINDOW = Duration.ofMinutes(5);

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec secret;

    public CallbackSignature(byte[] secret) {
        this.secret = new SecretKeySpec(secret, ALGORITHM);
    }

    public String sign(long nowSeconds, byte[] body) {
        return "t=" + nowSeconds + ",v1=" + HexFormat.of().formatHex(mac(nowSeconds, body));
    }

    /** Why the header does not prove the body genuine; empty where it does. */
    public Optional<String> refuse(@Nullable String header, byte[] body, long nowSeconds) {
        if (header == null) {
            return Optional.of("no signature");
        }
        int comma = header.indexOf(",v1=");
        if (!header.startsWith("t=") || comma < 3 || header.length() > 200) {
            return Optional.of("the signature has another form");
        }
        long seconds;
        byte[] given;
        try {
            seconds = Long.parseLong(header.substring(2, comma));
            given = HexFormat.of().parseHex(header.substring(comma + 4));
        } catch (IllegalArgumentException e) {
            return Optional.of("the signature has another form: " + e.getMessage());
        }
        if (!MessageDigest.isEqual(given, mac(seconds, body))) {
            return Optional.of("the signature is not that of the body");
        }
        return seconds > nowSeconds + WINDOW.toSeconds() || seconds < nowSeconds - WINDOW.toSeconds()
                ? Optional.of("the signature is too old or too new")
                : Optional.empty();
    }

    private byte[] mac(long seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            mac.update((seconds + ".").getBytes(UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
