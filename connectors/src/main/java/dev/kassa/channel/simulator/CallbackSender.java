package dev.kassa.channel.simulator;

import dev.kassa.wire.CallbackSignature;
import dev.kassa.wire.SignedPosts;
import dev.kassa.wire.WireJson;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Concludes what is pending and sends its callbacks. Thread-safe. */
final class CallbackSender implements AutoCloseable {
    private final Books books;
    private final SignedPosts posts;

    /** @param tls of whoever gets the callbacks; null: plain HTTP */
    CallbackSender(Books books, CallbackSignature signature, @Nullable Supplier<SSLContext> tls) {
        this.books = books;
        this.posts = new SignedPosts(signature, tls);
    }

    /** Whether the simulator may send there. */
    boolean allowed(String url) {
        return posts.allowed(url);
    }

    /** Whether more callbacks can be taken on. */
    boolean hasRoom() {
        return posts.hasRoom();
    }

    /** Approves the deed after a while, and then says so, as often as its script has it. */
    void concludeLater(Deed deed, Duration delay) {
        int times = Script.of(deed.request().token()).kind() == Script.Kind.CALLBACK_TWICE ? 2 : 1;
        posts.after(delay, () -> {
            Deed concluded = books.change(
                            deed.request().key(),
                            d -> d.status() == Deed.Status.PENDING ? d.withStatus(Deed.Status.APPROVED) : d)
                    .orElse(deed);
            for (int i = 0; i < times; i++) {
                send(concluded);
            }
        });
    }

    private void send(Deed deed) {
        String url = deed.request().callbackUrl();
        if (url != null) {
            String key = deed.request().key();
            byte[] body = WireJson.MAPPER.writeValueAsBytes(Notification.of(deed));
            posts.send(url, key, body, () -> books.change(key, Deed::withNotified));
        }
    }

    @Override
    public void close() {
        posts.close();
    }
}
