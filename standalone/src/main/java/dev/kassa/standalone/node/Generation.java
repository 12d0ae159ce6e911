package dev.kassa.standalone.node;

import dev.kassa.query.ServingViews.Readable;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One generation of the views or of the trends in this process, running, and how it is read. */
class Generation implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Generation.class);

    /** Longer than anybody may wait for a position. */
    private static final Duration READERS_MAX = Duration.ofSeconds(30);

    private final int number;
    private final StreamsApplication application;
    private final Readable readable;

    Generation(int number, StreamsApplication application, Readable readable) {
        this.number = number;
        this.application = application;
        this.readable = readable;
    }

    int number() {
        return number;
    }

    StreamsApplication application() {
        return application;
    }

    Readable readable() {
        return readable;
    }

    /** Ends it for good, once those who read in it have ended. Nobody may be sent to it any more. */
    void retire() throws InterruptedException {
        if (!readable.awaitReaders(READERS_MAX)) {
            LOG.warn("generation {} is still read after {}: it is closed all the same", number, READERS_MAX);
        }
        application.leave();
    }

    @Override
    public void close() {
        application.close();
    }
}
