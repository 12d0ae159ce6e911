package dev.kassa.channel.runner;

import dev.kassa.channel.runner.Taken.Delivery;
import dev.kassa.channel.runner.Taken.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;

/**
 * A share group (KIP-932) of several lanes.
 *
 * <p>A share consumer of Kafka 4.3 gives no further records while one of its last batch is unacknowledged, also when that
 * one is renewed. So there are several lanes, and a lane never waits longer than the settings' patience.
 */
final class ShareIntake implements Intake {
    private final String topic;
    private final String bootstrap;
    private final Map<String, ?> clientProperties;
    private final ConnectorSettings settings;
    private final CallDesk desk;
    private final Counters counters;
    private final List<ShareLane> lanes = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    ShareIntake(
            String topic,
            String bootstrap,
            Map<String, ?> clientProperties,
            ConnectorSettings settings,
            CallDesk desk,
            Counters counters) {
        this.topic = topic;
        this.bootstrap = bootstrap;
        this.clientProperties = clientProperties;
        this.settings = settings;
        this.desk = desk;
        this.counters = counters;
    }

    @Override
    public void start() {
        configureGroup();
        for (int i = 1; i <= settings.lanes(); i++) {
            ShareLane lane = new ShareLane(topic, consumerConfig(i), settings, desk, counters);
            lanes.add(lane);
            threads.add(Thread.ofPlatform().name("connector-lane-" + i).daemon().start(lane));
        }
    }

    /** The group's settings live with the broker, not with the consumers, and must be there before the first joins. */
    private void configureGroup() {
        Map<String, Object> config = new HashMap<>(clientProperties);
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        Map<String, String> wanted = Map.of(
                "share.isolation.level",
                "read_committed",
                "share.auto.offset.reset",
                "earliest",
                "share.record.lock.duration.ms",
                Long.toString(settings.lockDuration().toMillis()),
                "share.delivery.count.limit",
                Integer.toString(settings.deliveryCountLimit()));
        List<AlterConfigOp> changes = wanted.entrySet().stream()
                .map(e -> new AlterConfigOp(new ConfigEntry(e.getKey(), e.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        try (Admin admin = Admin.create(config)) {
            admin.incrementalAlterConfigs(
                            Map.of(new ConfigResource(ConfigResource.Type.GROUP, settings.groupId()), changes))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the share group " + settings.groupId() + " could not be configured", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    private Map<String, Object> consumerConfig(int lane) {
        Map<String, Object> config = new HashMap<>(clientProperties);
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, settings.groupId());
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.instanceId() + "-lane-" + lane);
        config.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
        config.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
        config.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 500);
        config.putIfAbsent(ConsumerConfig.RETRY_BACKOFF_MS_CONFIG, 10);
        return config;
    }

    @Override
    public void stop() {
        lanes.forEach(ShareLane::stop);
        try {
            for (Thread thread : threads) {
                thread.join(settings.stopGrace().plus(Duration.ofSeconds(3)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What a delivery count says. The last but one is the last that is used, so that no restart can lose a record. */
    static Delivery delivery(int count, int limit) {
        if (count <= 1) {
            return Delivery.FIRST;
        }
        return count >= limit - 1 ? Delivery.LAST : Delivery.AGAIN;
    }

    /** Whether a settled record is done with. */
    static boolean done(Taken taken) {
        return taken.settlement() == Settlement.IN_THE_LOG;
    }
}
