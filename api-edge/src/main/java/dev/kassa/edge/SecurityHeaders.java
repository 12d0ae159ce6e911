package dev.kassa.edge;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;

/** What every answer tells browsers not to do with it, also one that no route gave. */
final class SecurityHeaders {
    private record Header(String name, String value) {}

    private static final List<Header> ALWAYS = List.of(
            new Header("X-Content-Type-Options", "nosniff"),
            new Header("Cache-Control", "no-store"),
            // Answers are data: whatever a browser takes one for, nothing in it is loaded, run or framed.
            new Header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
            new Header("X-Frame-Options", "DENY"),
            new Header("Referrer-Policy", "no-referrer"),
            new Header("Cross-Origin-Resource-Policy", "same-origin"));

    private static final Header ONLY_TLS =
            new Header("Strict-Transport-Security", "max-age=31536000; includeSubDomains");

    private final List<Header> headers;

    /** @param tls whether callers are to come over TLS only, from now on */
    SecurityHeaders(boolean tls) {
        List<Header> all = new ArrayList<>(ALWAYS);
        if (tls) {
            all.add(ONLY_TLS);
        }
        this.headers = List.copyOf(all);
    }

    void putInto(HttpFields.Mutable answer) {
        for (Header header : headers) {
            answer.put(header.name(), header.value());
        }
    }
}
