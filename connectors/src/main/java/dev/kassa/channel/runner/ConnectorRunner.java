package dev.kassa.channel.runner;

import dev.kassa.channel.Channel;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.TopicLeaders;
import dev.kassa.schema.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * Runs connectors: reads {@code channel-commands}, or another topic of calls, makes them, writes outcomes to {@code commands}. Start it once
 * and close it once; thread-safe otherwise.
 *
 * <p>The topics must exist. A channel that throws or hangs costs its own calls only.
 */
public final class ConnectorRunner implements AutoCloseable {
    private final Counters counters;
    private final OutcomeLog log;
    private final CallDesk desk;
    private final Intake intake;
    private final String bootstrap;
    private final Map<String, ?> clientProperties;
    private boolean closed;

    /**
     * @param bootstrap Kafka's bootstrap servers
     * @param clientProperties laid under every client's own configuration, e.g. for TLS; may be empty
     */
    public ConnectorRunner(
            String bootstrap,
            Codecs codecs,
            List<? extends Channel> channels,
            ConnectorSettings settings,
            Map<String, ?> clientProperties) {
        this(bootstrap, codecs, new ChannelErrands(codecs, channels), settings, clientProperties);
    }

    /** The same for other calls than those of channels. */
    public ConnectorRunner(
            String bootstrap,
            Codecs codecs,
            Errands errands,
            ConnectorSettings settings,
            Map<String, ?> clientProperties) {
        this.counters = new Counters(errands.results());
        this.bootstrap = bootstrap;
        this.clientProperties = Map.copyOf(clientProperties);
        this.log = new OutcomeLog(bootstrap, codecs, clientProperties, counters);
        this.desk = new CallDesk(errands, settings, log, counters);
        this.intake = switch (settings.kind()) {
            case SHARE ->
                new ShareIntake(errands.topic().name(), bootstrap, clientProperties, settings, desk, counters);
            case GROUP -> new GroupIntake(errands.topic().name(), bootstrap, clientProperties, settings, desk);
        };
    }

    /**
     * Joins the group and begins.
     *
     * @throws org.apache.kafka.common.KafkaException where the topics are not there, or not led within 30 s
     */
    public void start() {
        Map<String, Object> config = new HashMap<>(clientProperties);
        config.put("bootstrap.servers", bootstrap);
        try (Admin admin = Admin.create(config)) {
            TopicLeaders.await(admin, List.of(Topics.COMMANDS.name(), Topics.DEAD_LETTERS.name()));
        }
        intake.start();
    }

    /** What has been done so far. */
    public ConnectorMetrics metrics() {
        return counters.snapshot();
    }

    /**
     * Takes no more, waits for the calls under way as long as the settings say, and lets go of the rest: they come again,
     * here or elsewhere, and are asked about before they are called.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        desk.beginNoMore();
        intake.stop();
        log.close();
    }
}
