package dev.kassa.edge.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.edge.access.KeyHash;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Links to files, valid without a key until a moment that is part of them: signed with HMAC-SHA256, by a key that follows from
 * the installation's secret. Thread-safe.
 */
public final class Links {
    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,11}");
    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{64}");

    private final KeyHash keyHash;

    public Links(KeyHash keyHash) {
        this.keyHash = keyHash;
    }

    /** Path and query of the link to an export's file. */
    public String to(String exportId, long expiresAtMs) {
        String expires = Long.toString(expiresAtMs / 1_000);
        return "/v1/exports/" + exportId + "/file?expires=" + expires + "&signature="
                + HexFormat.of().formatHex(signature(exportId, expires));
    }

    /**
     * Until when a link is valid, in milliseconds; null where it is none of ours, whatever is wrong with it.
     */
    public @Nullable Long expiresAtMs(String exportId, @Nullable String expires, @Nullable String signature) {
        if (expires == null
                || signature == null
                || !SECONDS.matcher(expires).matches()
                || !SIGNATURE.matcher(signature).matches()) {
            return null;
        }
        byte[] sent = HexFormat.of().parseHex(signature);
        return MessageDigest.isEqual(sent, signature(exportId, expires)) ? Long.parseLong(expires) * 1_000 : null;
    }

    private byte[] signature(String exportId, String expires) {
        return keyHash.linkSignature((exportId + "\n" + expires).getBytes(UTF_8));
    }
}
