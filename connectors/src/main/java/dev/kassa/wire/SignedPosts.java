package dev.kassa.wire;

import dev.kassa.tls.FollowingHttpClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends signed notifications, now or later, each a few times while the receiver is away. Sends to the loopback interface in
 * the clear, and elsewhere only to who shows a certificate that it trusts. Thread-safe.
 */
public final class SignedPosts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SignedPosts.class);
    private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final List<Duration> RETRIES =
            List.of(Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(10));
    private static final int WAITING_MAX = 20_000;
    private static final int SENDING_MAX = 64;

    private final CallbackSignature signature;
    private final boolean tls;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, r -> Thread.ofPlatform().name("simulator-callbacks").daemon().unstarted(r));
    private final Semaphore sending = new Semaphore(SENDING_MAX);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final FollowingHttpClient client;

    /** @param tls of whoever gets the notifications; null: plain HTTP */
    public SignedPosts(CallbackSignature signature, @Nullable Supplier<SSLContext> tls) {
        this.signature = signature;
        this.tls = tls != null;
        this.client = new FollowingHttpClient(
                () -> HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(2))
                        .executor(threads),
                tls);
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Whether it may send there. */
    public boolean allowed(String url) {
        try {
            URI uri = URI.create(url);
            if (uri.getHost() == null) {
                return false;
            }
            boolean loopback = HOSTS.contains(uri.getHost());
            return switch (String.valueOf(uri.getScheme())) {
                case "http" -> loopback;
                case "https" -> loopback || tls;
                default -> false;
            };
        } catch (IllegalArgumentException e) {
            LOG.debug("not an address: {}", url, e);
            return false;
        }
    }

    /** Whether more can be taken on. */
    public boolean hasRoom() {
        return timer.getQueue().size() < WAITING_MAX;
    }

    /** Does something after a while, on a thread of its own. */
    public void after(Duration delay, Runnable task) {
        timer.schedule(
                () -> Thread.ofVirtual().name("simulator-callback").start(task),
                delay.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /**
     * Sends, again after a while where the receiver is away.
     *
     * @param subject what it is about, for the process's log
     * @param received run once the receiver has it
     */
    public void send(String url, String subject, byte[] body, Runnable received) {
        send(url, subject, body, received, 0);
    }

    private void send(String url, String subject, byte[] body, Runnable received, int attempt) {
        Thread.ofVirtual().name("simulator-callback").start(() -> {
            if (post(url, body)) {
                received.run();
            } else if (attempt < RETRIES.size()) {
                after(RETRIES.get(attempt), () -> send(url, subject, body, received, attempt + 1));
            } else {
                LOG.warn("a callback was given up key={} url={}", subject, url);
            }
        });
    }

    private boolean post(String url, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(5))
                .header("Content-Type", "application/json")
                .header(CallbackSignature.HEADER, signature.sign(Instant.now().getEpochSecond(), body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        sending.acquireUninterruptibly();
        try {
            int status = client.now().send(request, BodyHandlers.discarding()).statusCode();
            return status < 500 && status != 429;
        } catch (IOException e) {
            LOG.debug("a callback was not received url={}", url, e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            sending.release();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        client.close();
        threads.shutdownNow();
    }
}
