package dev.kassa.idempotency;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Tells a repeat of a request from another request: the first half of SHA-256 over the request's canonical form. */
public final class Fingerprint {
    private static final int BYTES = 16;

    private final byte[] bytes;

    private Fingerprint(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The fingerprint of a canonical form. */
    public static Fingerprint of(byte[] canonical) {
        try {
            return new Fingerprint(
                    Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(canonical), BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A fingerprint as it was stored. */
    public static Fingerprint stored(byte[] bytes) {
        return new Fingerprint(bytes.clone());
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
