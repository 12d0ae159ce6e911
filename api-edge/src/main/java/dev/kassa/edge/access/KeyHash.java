package dev.kassa.edge.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What is kept instead of a key: its HMAC-SHA256 with the installation's secret, so that who copies the log can neither
 * guess keys nor put in their own. Thread-safe.
 */
public final class KeyHash {
    /** The shortest secret that is taken: 128 bits in hexadecimal. */
    public static final int SECRET_CHARACTERS_MIN = 32;

    private static final String ALGORITHM = "HmacSHA256";

    /** Never fed itself; a copy of it has the provider and the secret already. */
    private final Mac keyed;

    /** @throws IllegalArgumentException where the secret is too short to be one */
    public KeyHash(String secret) {
        if (secret.length() < SECRET_CHARACTERS_MIN) {
            throw new IllegalArgumentException(
                    "a secret for keys has at least " + SECRET_CHARACTERS_MIN + " characters");
        }
        this.keyed = keyed(secret.getBytes(UTF_8));
    }

    /** The 32 bytes that are kept of a key. */
    public byte[] of(String text) {
        return copy().doFinal(text.getBytes(UTF_8));
    }

    /** What the holder of a key signs its requests with, in hexadecimal. Not kept: it follows from the key's id. */
    public String signingSecret(String keyId) {
        return HexFormat.of().formatHex(of("signing:" + keyId));
    }

    /** The signature of a request of this key: the 32 bytes of HMAC-SHA256 of {@code head} and {@code body}. */
    byte[] signature(String keyId, String head, byte[] body) {
        try {
            Mac mac = copy();
            mac.init(new SecretKeySpec(signingSecret(keyId).getBytes(UTF_8), ALGORITHM));
            mac.update(head.getBytes(UTF_8));
            return mac.doFinal(body);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(ALGORITHM + " takes any key", e);
        }
    }

    /** The 32 bytes by which a link is known as ours: HMAC-SHA256 with a key of its own that follows from the secret. */
    public byte[] linkSignature(byte[] link) {
        try {
            Mac mac = copy();
            mac.init(new SecretKeySpec(of("links:"), ALGORITHM));
            return mac.doFinal(link);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(ALGORITHM + " takes any key", e);
        }
    }

    private Mac copy() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own " + ALGORITHM + " can be copied", e);
        }
    }

    private static Mac keyed(byte[] secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
