package dev.kassa.channel.simulator;

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
 * Concludes what is pending and sends its callbacks, each a few times while the receiver is away. Sends to the loopback
 * interface in the clear, and elsewhere only to who shows a certificate that it trusts. Thread-safe.
 */
final class CallbackSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackSender.class);
    private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final List<Duration> RETRIES =
            List.of(Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(10));
    private static final int WAITING_MAX = 20_000;
    private static final int SENDING_MAX = 64;

    private final Books books;
    private final CallbackSignature signature;
    private final boolean tls;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, r -> Thread.ofPlatform().name("simulator-callbacks").daemon().unstarted(r));
    private final Semaphore sending = new Semaphore(SENDING_MAX);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final FollowingHttpClient client;

    /** @param tls of whoever gets the callbacks; null: plain HTTP */
    CallbackSender(Books books, CallbackSignature signature, @Nullable Supplier<SSLContext> tls) {
        this.books = books;
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

    /** Whether the simulator may send there. */
    boolean allowed(String url) {
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

    /** Whether more callbacks can be taken on. */
    boolean hasRoom() {
        return timer.getQueue().size() < WAITING_MAX;
    }

    /** Approves the deed after a while, and then says so, as often as its script has it. */
    void concludeLater(Deed deed, Duration delay) {
        int times = Script.of(deed.request().token()).kind() == Script.Kind.CALLBACK_TWICE ? 2 : 1;
        after(delay, () -> {
            Deed concluded = books.change(
                            deed.request().key(),
                            d -> d.status() == Deed.Status.PENDING ? d.withStatus(Deed.Status.APPROVED) : d)
                    .orElse(deed);
            for (int i = 0; i < times; i++) {
                send(concluded, 0);
            }
        });
    }

    private void after(Duration delay, Runnable task) {
        timer.schedule(
                () -> Thread.ofVirtual().name("simulator-callback").start(task),
                delay.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void send(Deed deed, int attempt) {
        String url = deed.request().callbackUrl();
        if (url == null) {
            return;
        }
        Thread.ofVirtual().name("simulator-callback").start(() -> {
            if (post(url, deed)) {
                books.change(deed.request().key(), Deed::withNotified);
            } else if (attempt < RETRIES.size()) {
                after(RETRIES.get(attempt), () -> send(deed, attempt + 1));
            } else {
                LOG.warn("a callback was given up key={} url={}", deed.request().key(), url);
            }
        });
    }

    private boolean post(String url, Deed deed) {
        byte[] body = SimulatorJson.MAPPER.writeValueAsBytes(Notification.of(deed));
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
