package dev.kassa.edge.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
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
        try {
            return ((Mac) keyed.clone()).doFinal(text.getBytes(UTF_8));
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
