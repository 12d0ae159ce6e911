package dev.kassa.edge.live;

import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.edge.command.TopicReader;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topics;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The ends of the topics of payments and refunds. */
public final class KafkaTail implements Live.Tail {
    private final Codecs codecs;
    private final Map<String, Object> clients;

    /** @param clients properties of Kafka clients: where the brokers are, and how to talk to them */
    public KafkaTail(Codecs codecs, Map<String, Object> clients) {
        this.codecs = codecs;
        this.clients = Map.copyOf(clients);
    }

    @Override
    public AutoCloseable follow(
            Consumer<PaymentFact> lately, Consumer<PaymentFact> payments, Consumer<RefundFact> refunds) {
        AtomicReference<@Nullable TopicReader<PaymentFact>> self = new AtomicReference<>();
        TopicReader<PaymentFact> paid =
                new TopicReader<>(Topics.PAYMENTS, codecs, clients, TopicReader.From.LATELY, fact -> {
                    TopicReader<PaymentFact> reader = self.get();
                    (reader != null && reader.ready() ? payments : lately).accept(fact);
                });
        self.set(paid);
        TopicReader<RefundFact> refunded =
                new TopicReader<>(Topics.REFUNDS, codecs, clients, TopicReader.From.END, refunds);
        paid.start();
        refunded.start();
        return () -> {
            paid.close();
            refunded.close();
        };
    }
}
