package dev.kassa.edge.live;

import dev.kassa.avro.PaymentFact;
import dev.kassa.edge.command.TopicReader;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** The ends of the topics of payments, refunds, settlements and withdrawals. */
public final class KafkaTail implements Live.Tail {
    private final Codecs codecs;
    private final Map<String, Object> clients;

    /** @param clients properties of Kafka clients: where the brokers are, and how to talk to them */
    public KafkaTail(Codecs codecs, Map<String, Object> clients) {
        this.codecs = codecs;
        this.clients = Map.copyOf(clients);
    }

    @Override
    public AutoCloseable follow(Live.Heard heard) {
        AtomicReference<@Nullable TopicReader<PaymentFact>> self = new AtomicReference<>();
        TopicReader<PaymentFact> paid =
                new TopicReader<>(Topics.PAYMENTS, codecs, clients, TopicReader.From.LATELY, fact -> {
                    TopicReader<PaymentFact> reader = self.get();
                    if (reader != null && reader.ready()) {
                        heard.take(fact);
                    } else {
                        heard.lately(fact);
                    }
                });
        self.set(paid);
        List<TopicReader<?>> readers = List.of(
                paid,
                end(Topics.REFUNDS, heard::take),
                end(Topics.SETTLEMENTS, heard::take),
                end(Topics.WITHDRAWALS, heard::take));
        readers.forEach(TopicReader::start);
        return () -> readers.forEach(TopicReader::close);
    }

    private <T extends SpecificRecordBase> TopicReader<T> end(Topic<T> topic, Consumer<T> each) {
        return new TopicReader<>(topic, codecs, clients, TopicReader.From.END, each);
    }
}
