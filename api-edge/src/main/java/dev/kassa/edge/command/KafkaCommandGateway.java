package dev.kassa.edge.command;

import static dev.kassa.schema.ErrorCode.UNAVAILABLE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.Command;
import dev.kassa.avro.ExportEnvelope;
import dev.kassa.avro.JobEnvelope;
import dev.kassa.avro.Reply;
import dev.kassa.edge.problem.Refusal;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.SchemaRegistryException;
import dev.kassa.schema.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway over Kafka: an idempotent producer, and a reader of all replies. */
public final class KafkaCommandGateway implements CommandGateway {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaCommandGateway.class);
    private static final int DELIVERY_MS_MAX = 10_000;
    private static final int HOME = 0;
    private static final byte[] HOME_KEY = "reference".getBytes(UTF_8);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final String address =
            "edge-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    private final AtomicLong sent = new AtomicLong();
    private final Map<String, Waiter> waiters = new ConcurrentHashMap<>();
    private final Encoder<Command> encoder;
    private final Encoder<ExportEnvelope> exportEncoder;
    private final Encoder<JobEnvelope> jobEncoder;
    private final KafkaProducer<byte[], byte[]> producer;
    private final TopicReader<Reply> replies;

    /** A caller that waits: for the broker to take the command, and for the core to answer it. */
    private record Waiter(CompletableFuture<Boolean> taken, CompletableFuture<Reply> answered) {
        Waiter() {
            this(new CompletableFuture<>(), new CompletableFuture<>());
        }

        void fail(Exception reason) {
            taken.completeExceptionally(reason);
            answered.completeExceptionally(reason);
        }
    }

    /**
     * Starts to read replies at once.
     *
     * @param config of the clients: where the brokers are, and how to talk to them; wins over what is set here
     */
    public KafkaCommandGateway(Codecs codecs, Map<String, Object> config) {
        this.encoder = new Encoder<>(Topics.COMMANDS, codecs);
        this.exportEncoder = new Encoder<>(Topics.EXPORT_COMMANDS, codecs);
        this.jobEncoder = new Encoder<>(Topics.JOB_COMMANDS, codecs);
        this.producer =
                new KafkaProducer<>(producerConfig(config), new ByteArraySerializer(), new ByteArraySerializer());
        this.replies = new TopicReader<>(Topics.REPLIES, codecs, config, TopicReader.From.END, this::answer);
        replies.start();
    }

    private static Map<String, Object> producerConfig(Map<String, Object> given) {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 1);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MS_MAX);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
        config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 20);
        config.putAll(given);
        return config;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public String nextCommandId() {
        return address + "-" + Long.toString(sent.incrementAndGet(), Character.MAX_RADIX);
    }

    @Override
    public Optional<Reply> ask(String merchantId, Command command, Duration wait) {
        return ask(() -> addressed(merchantId, command), command.getCommandId(), wait);
    }

    @Override
    public Optional<Reply> askHome(Command command, Duration wait) {
        return ask(
                () -> new ProducerRecord<>(Topics.COMMANDS.name(), HOME, HOME_KEY, encoder.encode(command)),
                command.getCommandId(),
                wait);
    }

    @Override
    public Optional<Reply> askExports(String scope, ExportEnvelope command, Duration wait) {
        return ask(
                () -> new ProducerRecord<>(
                        Topics.EXPORT_COMMANDS.name(), scope.getBytes(UTF_8), exportEncoder.encode(command)),
                command.getCommandId(),
                wait);
    }

    @Override
    public Optional<Reply> askSchedule(String job, JobEnvelope command, Duration wait) {
        return ask(
                () -> new ProducerRecord<>(Topics.JOB_COMMANDS.name(), job.getBytes(UTF_8), jobEncoder.encode(command)),
                command.getCommandId(),
                wait);
    }

    private ProducerRecord<byte[], byte[]> addressed(String merchantId, Command command) {
        return new ProducerRecord<>(Topics.COMMANDS.name(), merchantId.getBytes(UTF_8), encoder.encode(command));
    }

    @Override
    public int partitions() {
        return producer.partitionsFor(Topics.COMMANDS.name()).size();
    }

    private Optional<Reply> ask(Supplier<ProducerRecord<byte[], byte[]>> addressed, String commandId, Duration wait) {
        if (!replies.ready()) {
            throw new Refusal(UNAVAILABLE, "Replies cannot be read yet; ask again shortly.");
        }
        Waiter waiter = new Waiter();
        waiters.put(commandId, waiter);
        try {
            send(addressed, waiter);
            return Optional.of(waiter.answered().get(wait.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            // Only what is in the log may be said to be under way.
            awaitTaken(waiter);
            return Optional.ofNullable(waiter.answered().getNow(null));
        } catch (ExecutionException e) {
            throw unavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        } finally {
            waiters.remove(commandId);
        }
    }

    @Override
    public void tell(String merchantId, Command command) {
        Waiter waiter = new Waiter();
        send(() -> addressed(merchantId, command), waiter);
        awaitTaken(waiter);
    }

    private void send(Supplier<ProducerRecord<byte[], byte[]>> addressed, Waiter waiter) {
        try {
            producer.send(addressed.get(), (metadata, failure) -> {
                if (failure == null) {
                    waiter.taken().complete(true);
                } else {
                    waiter.fail(failure);
                }
            });
        } catch (KafkaException | SchemaRegistryException e) {
            throw unavailable(e);
        }
    }

    private void awaitTaken(Waiter waiter) {
        try {
            waiter.taken().get(DELIVERY_MS_MAX, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unavailable(e);
        } catch (TimeoutException e) {
            throw unavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        }
    }

    private static Refusal unavailable(Throwable reason) {
        Throwable first = reason.getCause() == null ? reason : reason.getCause();
        LOG.warn("a command was not taken by the log: {}", first.toString());
        return new Refusal(
                UNAVAILABLE,
                "The log did not confirm the request. Send it again as it is: it is done once, however often it is sent.");
    }

    private void answer(Reply reply) {
        if (!address.equals(reply.getReplyTo())) {
            return;
        }
        Waiter waiter = waiters.get(reply.getCommandId());
        if (waiter != null) {
            waiter.answered().complete(reply);
        }
    }

    @Override
    public List<String> notReady() {
        return replies.ready() ? List.of() : List.of("replies are not being read yet");
    }

    @Override
    public int waiting() {
        return waiters.size();
    }

    @Override
    public void close() {
        replies.close();
        producer.close(CLOSE);
        waiters.values().forEach(waiter -> waiter.fail(new KafkaException("the edge is being closed")));
    }
}
