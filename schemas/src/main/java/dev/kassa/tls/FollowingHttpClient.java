package dev.kassa.tls;

import java.net.http.HttpClient;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's HTTP client with a context that may change: after a change the next call gets a new client, and calls under way
 * end on the old one. Thread-safe.
 */
public final class FollowingHttpClient implements AutoCloseable {
    private final Supplier<HttpClient.Builder> builders;
    private final @Nullable Supplier<SSLContext> contexts;
    private @Nullable SSLContext shown;
    private HttpClient current;

    /**
     * @param builders how a client is set up but for its context
     * @param contexts the context to use now; null: the JDK's own, for ever
     */
    public FollowingHttpClient(Supplier<HttpClient.Builder> builders, @Nullable Supplier<SSLContext> contexts) {
        this.builders = builders;
        this.contexts = contexts;
        this.shown = contexts == null ? null : contexts.get();
        this.current = build(shown);
    }

    /** The client to make the next call with. */
    public synchronized HttpClient now() {
        SSLContext wanted = contexts == null ? null : contexts.get();
        if (wanted != shown) {
            // The old one is not closed, as calls may be under way; it ends once nobody holds it.
            shown = wanted;
            current = build(wanted);
        }
        return current;
    }

    private HttpClient build(@Nullable SSLContext context) {
        HttpClient.Builder builder = builders.get();
        return (context == null ? builder : builder.sslContext(context)).build();
    }

    @Override
    public synchronized void close() {
        current.shutdownNow();
    }
}
