package dev.kassa.stream;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The settings of one Kafka Streams application of ours, and why each is not the default.
 *
 * @param applicationId also the consumer group and the prefix of its topics
 * @param bootstrapServers Kafka's address
 * @param stateDir where RocksDB lives; stable across restarts, or a crashed run's transaction blocks readers
 * @param instanceId stable name of this process within the application: a restart takes its partitions back at once
 * @param exactlyOnce exactly_once_v2, or at_least_once with reads of committed records only
 * @param commitInterval how long a result may wait to be seen
 * @param spread how the work is spread over the processes of the application
 * @param cacheBytes for the record caches of all stores of the process
 * @param replicationFactor of internal topics
 * @param extra laid over everything else, for security settings and tests
 */
public record StreamsSettings(
        String applicationId,
        String bootstrapServers,
        Path stateDir,
        String instanceId,
        boolean exactlyOnce,
        Duration commitInterval,
        Spread spread,
        long cacheBytes,
        int replicationFactor,
        Map<String, Object> extra) {

    private static final int TRANSACTION_TIMEOUT_MS = 10_000;
    private static final int SESSION_TIMEOUT_MS = 6_000;
    private static final int HEARTBEAT_MS = 1_500;

    /** The least that Kafka takes; its default is ten minutes, for which a warm copy would wait to be used. */
    private static final long PROBING_MS = 60_000;

    private static final String RACK_TAG = "rack";

    /** The same with one more laid over everything else. */
    public StreamsSettings with(String name, Object value) {
        Map<String, Object> more = new HashMap<>(extra);
        more.put(name, value);
        return new StreamsSettings(
                applicationId,
                bootstrapServers,
                stateDir,
                instanceId,
                exactlyOnce,
                commitInterval,
                spread,
                cacheBytes,
                replicationFactor,
                more);
    }

    /** The settings as Kafka Streams reads them. */
    public Properties toProperties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        properties.put(StreamsConfig.CLIENT_ID_CONFIG, instanceId);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replicationFactor);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, cacheBytes);
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // The streams group protocol has no static membership here, and a 45 s session as its least.
        properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        time(properties);
        clients(properties);
        spread(properties);
        properties.putAll(extra);
        return properties;
    }

    private void time(Properties properties) {
        properties.put(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                exactlyOnce ? StreamsConfig.EXACTLY_ONCE_V2 : StreamsConfig.AT_LEAST_ONCE);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
        // A poll that finds nothing holds the commit back for so long.
        properties.put(StreamsConfig.POLL_MS_CONFIG, CommitPace.LOOK.toMillis());
        properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    }

    private void spread(Properties properties) {
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, spread.threads());
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, spread.standbys());
        properties.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBING_MS);
        if (spread.rack() != null) {
            properties.put(StreamsConfig.clientTagPrefix(RACK_TAG), spread.rack());
            properties.put(StreamsConfig.RACK_AWARE_ASSIGNMENT_TAGS_CONFIG, RACK_TAG);
            properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.CLIENT_RACK_CONFIG), spread.rack());
        }
    }

    private void clients(Properties properties) {
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instanceId);
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_TIMEOUT_MS);
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), HEARTBEAT_MS);
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 2_000);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 100);
        properties.put(StreamsConfig.restoreConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 10_000);
        // A commit sends what is there; what goes out before it only makes more and smaller batches.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 10);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 256 << 10);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), 64L << 20);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 10);
        if (exactlyOnce) {
            properties.put(
                    StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_TIMEOUT_MS);
        }
    }
}
