package dev.kassa.edge.live;

import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.edge.command.TopicReader;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topics;
import java.util.Map;
import java.util.function.Consumer;

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
    public AutoCloseable follow(Consumer<PaymentFact> payments, Consumer<RefundFact> refunds) {
        TopicReader<PaymentFact> paid =
                new TopicReader<>(Topics.PAYMENTS, codecs, clients, TopicReader.From.END, payments);
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
