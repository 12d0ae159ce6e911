package dev.kassa.standalone.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.FactPosition;
import dev.kassa.avro.ListReviews;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RiskFact;
import dev.kassa.avro.ViewAnswer;
import dev.kassa.avro.ViewOutcome;
import dev.kassa.avro.ViewQuestion;
import dev.kassa.avro.ViewQuestions;
import dev.kassa.query.RemoteViews;
import dev.kassa.query.ViewCalls;
import dev.kassa.query.ViewClient;
import dev.kassa.query.ViewQueries;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Ids;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.schema.Partitions;
import dev.kassa.schema.Topics;
import dev.kassa.standalone.broker.EmbeddedBroker;
import dev.kassa.standalone.rebuild.Rebuild;
import dev.kassa.standalone.rebuild.Rebuilt;
import dev.kassa.stream.Spread;
import dev.kassa.tls.Tls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A broker with facts on it, and instances of the views that keep copies for each other, in one process. Facts of a partition
 * are written by one thread at a time.
 */
final class ViewsHouse implements AutoCloseable {
    static final int PARTITIONS = 4;
    private static final long START_MS = 1_700_000_000_000L;

    /** One merchant on each partition, in their order. */
    static final List<String> MERCHANTS = IntStream.range(0, PARTITIONS)
            .mapToObj(partition -> IntStream.iterate(0, i -> i + 1)
                    .mapToObj(i -> "merchant-" + i)
                    .filter(id -> Partitions.of(id, PARTITIONS) == partition)
                    .findFirst()
                    .orElseThrow())
            .toList();

    final Codecs codecs = new Codecs(new InMemorySchemaRegistry());
    private final Path folder;
    private final EmbeddedBroker broker;
    private final KafkaProducer<byte[], byte[]> producer;
    private final HttpClient http = HttpClient.newHttpClient();
    private final long[] facts = new long[PARTITIONS];

    ViewsHouse(Path folder) {
        this.folder = folder;
        broker = EmbeddedBroker.start(folder.resolve("kafka"));
        CatalogueTopics.create(broker.bootstrapServers(), PARTITIONS, (short) 1);
        ByteArraySerializer bytes = new ByteArraySerializer();
        producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()), bytes, bytes);
    }

    /** An instance that runs until it is closed; then it hands over, or leaves as one does that is killed. */
    AutoCloseable instance(URI address, boolean handsOver, @Nullable Tls tls) {
        return Roles.views(
                surroundings(address, handsOver),
                folder.resolve("state-" + address.getPort()),
                Exporting.folder(folder.resolve("files")),
                address.getHost(),
                address.getPort(),
                tls,
                null,
                () -> {});
    }

    /** The same of the trends. */
    AutoCloseable trends(URI address, boolean handsOver) {
        return Roles.trend(
                surroundings(address, handsOver),
                folder.resolve("state-" + address.getPort()),
                address.getHost(),
                address.getPort(),
                null,
                null,
                () -> {});
    }

    private Surroundings surroundings(URI address, boolean handsOver) {
        return new Surroundings(
                broker.bootstrapServers(),
                codecs,
                PARTITIONS,
                (short) 1,
                Integer.toString(address.getPort()),
                new Spread(1, 1, null, handsOver),
                Map.of());
    }

    /** Has the views made anew, and read from then on, as {@code ./kassa views rebuild} does. */
    Rebuild.Summary rebuildsViews(Rebuild.Progress progress) {
        try (Rebuild rebuild = new Rebuild(Rebuilt.VIEWS, broker.bootstrapServers(), Map.of(), codecs)) {
            return rebuild.run(UnaryOperator.identity(), progress);
        }
    }

    RemoteViews asking(@Nullable Tls tls, URI... instances) {
        return new RemoteViews(List.of(instances), new ViewClient(tls == null ? null : tls::context), codecs);
    }

    ViewQueries over(RemoteViews views) {
        return new ViewQueries(views, codecs, PARTITIONS);
    }

    static URI free(String scheme) {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create(scheme + "://127.0.0.1:" + socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next fact of a partition: of a payment that is new. */
    PaymentFact opens(int partition) {
        long number = ++facts[partition];
        long atMs = START_MS + number;
        return write(PaymentFact.newBuilder()
                .setId(Ids.of(Ids.PAYMENT, atMs, partition, number))
                .setMerchantId(MERCHANTS.get(partition))
                .setOrderNo("order-" + number)
                .setAmount(10_00)
                .setCurrency("EUR")
                .setStatus(PaymentStatusCode.PROCESSING)
                .setStatusBefore(PaymentStatusCode.CREATED)
                .setChannel("simulator")
                .setRisk(new RiskFact(0, "accept", List.of(), List.of(), null))
                .setOccurredAtMs(atMs)
                .setCreatedAtMs(atMs)
                .setUpdatedAtMs(atMs)
                .setPartition(partition)
                .setSequence(number)
                .setCommandOffset(number)
                .build());
    }

    /** The next fact of a partition: of a payment that there is. */
    PaymentFact changes(PaymentFact payment) {
        long number = ++facts[payment.getPartition()];
        return write(PaymentFact.newBuilder(payment)
                .setUpdatedAtMs(START_MS + number)
                .setSequence(number)
                .build());
    }

    private PaymentFact write(PaymentFact payment) {
        AvroCodec<PaymentFact> codec = codecs.of(Topics.PAYMENTS);
        ProducerRecord<byte[], byte[]> fact = new ProducerRecord<>(
                Topics.PAYMENTS.name(),
                payment.getPartition(),
                payment.getMerchantId().getBytes(UTF_8),
                codec.encode(payment));
        try {
            producer.send(fact).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return payment;
    }

    /** After all that was written to a partition. */
    FactPosition position(int partition) {
        return new FactPosition(partition, facts[partition], 0L, 0L, 0L, 0L, 0L, 0L);
    }

    /** Whether an instance holds all that was written, of every partition, leading it or as a copy. */
    boolean holdsAll(URI instance) {
        List<ViewQuestion> questions = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            questions.add(new ViewQuestion(partition, position(partition), 0, true, new ListReviews(null, 1)));
        }
        byte[] body = ViewCalls.of(codecs).questions().encode(new ViewQuestions(questions));
        try {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(instance.resolve(ViewCalls.ASK))
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            List<ViewAnswer> answers = answer.statusCode() == 200
                    ? ViewCalls.of(codecs).answers().decode(answer.body()).getAnswers()
                    : List.of();
            return answers.size() == PARTITIONS
                    && answers.stream().allMatch(each -> each.getOutcome() == ViewOutcome.ANSWERED);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        producer.close();
        broker.close();
    }
}
