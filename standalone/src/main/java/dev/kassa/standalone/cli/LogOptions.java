package dev.kassa.standalone.cli;

import dev.kassa.schema.HttpSchemaRegistry;
import dev.kassa.standalone.node.DataFolder;
import dev.kassa.standalone.node.SafeStart;
import dev.kassa.standalone.node.StartException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the log is that a verb reads: of a data folder, or of an installation with its own Kafka. */
final class LogOptions {
    private static final int ANSWER_MAX_MS = 5_000;

    @Option(
            names = "--data",
            defaultValue = "var",
            description = "The data folder of the Kassa that runs (default ${DEFAULT-VALUE}).")
    private Path data = Path.of("var");

    @Option(names = "--kafka", description = "Bootstrap servers; else those of the data folder.")
    private Optional<String> kafka = Optional.empty();

    @Option(names = "--registry", description = "Schema registry; else that of the data folder.")
    private Optional<String> registry = Optional.empty();

    @Option(names = "--kafka-config", paramLabel = "FILE", description = "Properties laid over the Kafka clients.")
    private @Nullable Path kafkaConfig;

    /** The data folder of the Kassa that runs. */
    Path dataFolder() {
        return data;
    }

    /** What is laid over every Kafka client. */
    Map<String, String> clientProperties() {
        return kafkaConfig == null ? Map.of() : SafeStart.kafkaConfig(kafkaConfig);
    }

    /** Kafka's address. Says so at once where nothing runs; Kafka's own clients would try for a minute. */
    String bootstrapServers() {
        String bootstrap = kafka.orElseGet(() -> endpoint("kafka"));
        try (Admin admin = admin(bootstrap)) {
            admin.describeCluster().nodes().get(ANSWER_MAX_MS, TimeUnit.MILLISECONDS);
            return bootstrap;
        } catch (ExecutionException | TimeoutException e) {
            throw new StartException(
                    "no Kafka answers at %s: start Kassa first, as in ./kassa up --data %s.".formatted(bootstrap, data),
                    e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** How many partitions a topic has there. */
    int partitionsOf(String topic, String bootstrap) {
        try (Admin admin = admin(bootstrap)) {
            Map<String, TopicDescription> described =
                    admin.describeTopics(List.of(topic)).allTopicNames().get(ANSWER_MAX_MS, TimeUnit.MILLISECONDS);
            return Objects.requireNonNull(described.get(topic)).partitions().size();
        } catch (ExecutionException | TimeoutException e) {
            throw new StartException("the Kafka at %s has no topic %s.".formatted(bootstrap, topic), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    HttpSchemaRegistry openRegistry() {
        return HttpSchemaRegistry.of(registry.orElseGet(() -> endpoint("registry")));
    }

    private Admin admin(String bootstrap) {
        Map<String, Object> settings = new HashMap<>(clientProperties());
        settings.put("bootstrap.servers", bootstrap);
        settings.put("request.timeout.ms", ANSWER_MAX_MS / 2);
        settings.put("default.api.timeout.ms", ANSWER_MAX_MS);
        return Admin.create(settings);
    }

    private static StartException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StartException("interrupted while Kafka was asked for", e);
    }

    private String endpoint(String part) {
        try {
            String address = DataFolder.endpoints(data).get(part);
            if (address != null) {
                return address;
            }
        } catch (IOException e) {
            throw new StartException("no Kassa has run on %s; name its folder with --data.".formatted(data), e);
        }
        throw new StartException("%s does not say where %s is.".formatted(data, part));
    }
}
