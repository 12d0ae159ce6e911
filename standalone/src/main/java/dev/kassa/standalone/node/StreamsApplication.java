package dev.kassa.standalone.node;

import dev.kassa.stream.StreamsSettings;
import dev.kassa.stream.ThreadReplacement;
import java.time.Duration;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One Kafka Streams application of ours, running. A thread of it that dies is replaced, within a budget. */
public final class StreamsApplication implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsApplication.class);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    private final String name;
    private final KafkaStreams streams;
    private final boolean handsOver;

    private StreamsApplication(String name, KafkaStreams streams, boolean handsOver) {
        this.name = name;
        this.streams = streams;
        this.handsOver = handsOver;
    }

    /**
     * Starts it; it is ready some time later.
     *
     * @param onDeath called once it has given up for good, by a thread of its own
     */
    static StreamsApplication start(Topology topology, StreamsSettings settings, Runnable onDeath) {
        KafkaStreams streams = new KafkaStreams(topology, settings.toProperties());
        streams.setUncaughtExceptionHandler(new ThreadReplacement(settings.applicationId()));
        streams.setStateListener((now, before) -> {
            LOG.info("{}: {} after {}", settings.applicationId(), now, before);
            if (now == State.ERROR) {
                onDeath.run();
            }
        });
        streams.start();
        return new StreamsApplication(
                settings.applicationId(), streams, settings.spread().handsOver());
    }

    KafkaStreams streams() {
        return streams;
    }

    /** Whether every partition that it has been given is restored and being worked on. */
    public boolean ready() {
        return streams.state() == State.RUNNING;
    }

    /** Whether it does nothing any more, and never will. */
    boolean hasGivenUp() {
        return streams.state() == State.ERROR;
    }

    /**
     * Commits what is under way and stops. Where it hands over, others have its partitions a moment later; else it keeps its
     * place for the session's six seconds, as a static member does.
     */
    @Override
    public void close() {
        close(handsOver ? GroupMembershipOperation.LEAVE_GROUP : GroupMembershipOperation.REMAIN_IN_GROUP);
    }

    /** Stops for good: nobody keeps a place for it. */
    void leave() {
        close(GroupMembershipOperation.LEAVE_GROUP);
    }

    private void close(GroupMembershipOperation place) {
        if (!streams.close(CloseOptions.timeout(CLOSE_MAX).withGroupMembershipOperation(place))) {
            LOG.warn("{} did not stop within {}", name, CLOSE_MAX);
        }
    }
}
