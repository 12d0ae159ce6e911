package dev.kassa.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.schema.Ids;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended: behind the payment or refund of this id and moment. It names a place, not a count, so it stays where
 * it is whatever comes in or moves meanwhile.
 */
record Cursor(long atMs, String id) {
    String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((atMs + ":" + id).getBytes(UTF_8));
    }

    /** @throws IllegalArgumentException where it is not one of ours for ids of this prefix */
    static @Nullable Cursor of(@Nullable String text, String prefix) {
        if (text == null) {
            return null;
        }
        String plain = new String(Base64.getUrlDecoder().decode(text), UTF_8);
        int colon = plain.indexOf(':');
        String id = plain.substring(colon + 1);
        if (colon < 1 || Ids.partition(prefix, id).isEmpty()) {
            throw new IllegalArgumentException("not a cursor of this list");
        }
        return new Cursor(Long.parseLong(plain.substring(0, colon)), id);
    }
}
