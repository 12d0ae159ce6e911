package dev.kassa.tls;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process's certificate, key and authority, which follow their files. Thread-safe.
 *
 * <p>The files are looked at once a second, not watched: it also sees a link that is turned to another folder, as container
 * platforms do it. While they do not fit together, as between the writing of a certificate and that of its key, what was
 * read before stays in use. A new reading makes new contexts, so no session of the old ones is resumed.
 */
public final class Tls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final TlsFiles files;
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Identity identity;
    // Of the thread that looks.
    private Optional<List<String>> read;
    private Optional<List<String>> refused = Optional.empty();

    private Tls(TlsFiles files) {
        this.files = files;
        this.read = files.state();
        this.identity = Identity.read(files);
    }

    /**
     * Reads the files, and again whenever they change.
     *
     * @throws TlsException where they cannot be used
     */
    public static Tls of(TlsFiles files) {
        Tls tls = new Tls(files);
        Thread.ofPlatform().name("kassa-tls").daemon().start(tls::follow);
        return tls;
    }

    /** Shows the certificate, and trusts whom the authority certifies. Ask again for each connection. */
    public SSLContext context() {
        return identity.context();
    }

    /** The same for a server that asks for its context once: each new connection is shown the certificate of that moment. */
    public SSLContext followingContext() {
        return FollowingContext.of(this::context);
    }

    /** For a process that calls itself: trusts its own certificate alone, by whatever host name it is called. */
    public SSLContext contextToItself() {
        return identity.toItself();
    }

    /** The certificate that is shown now. */
    public X509Certificate certificate() {
        return identity.certificate();
    }

    /** Whether anybody else's certificate can be checked. */
    public boolean hasAuthority() {
        return files.authority() != null;
    }

    /** Calls this, on a thread of its own, after each change. */
    public void onChange(Runnable follower) {
        followers.add(follower);
    }

    private void follow() {
        try {
            while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        Optional<List<String>> state = files.state();
        if (state.isEmpty() || state.equals(read)) {
            return;
        }
        try {
            identity = Identity.read(files);
        } catch (TlsException e) {
            // Said once for each state, but tried again each time: the rest may be on its way.
            if (!state.equals(refused)) {
                LOG.warn("the certificate stays the one read before: {}", e.getMessage());
                refused = state;
            }
            return;
        }
        read = state;
        LOG.info(
                "a new certificate is in use serial={} not_after={}",
                identity.certificate().getSerialNumber().toString(16),
                identity.certificate().getNotAfter().toInstant());
        followers.forEach(Tls::tell);
    }

    private static void tell(Runnable follower) {
        try {
            follower.run();
        } catch (RuntimeException e) {
            LOG.error("a server did not take the new certificate", e);
        }
    }

    /** Looks at the files no more; what was read stays in use. */
    @Override
    public void close() {
        closed.countDown();
    }
}
