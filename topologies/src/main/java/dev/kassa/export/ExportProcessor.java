package dev.kassa.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.ExportEnvelope;
import dev.kassa.avro.ExportFact;
import dev.kassa.avro.ExportKeyState;
import dev.kassa.avro.FactPosition;
import dev.kassa.avro.Reply;
import dev.kassa.export.ExportCodec.Addressed;
import dev.kassa.export.ExportDecision.Accepted;
import dev.kassa.export.ExportDecision.Refused;
import dev.kassa.export.ExportDecision.Unchanged;
import dev.kassa.idempotency.Fingerprint;
import dev.kassa.idempotency.Verdict;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Ids;
import dev.kassa.schema.Topics;
import dev.kassa.stream.CommitPace;
import dev.kassa.stream.DeadLetters;
import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Decides on each command, keeps what became of the export, and tells whoever asked and whoever works. */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
final class ExportProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private final Codecs codecs;
    private final ExportLimits limits;
    private final ExportDesk desk;
    private final AvroCodec<ExportEnvelope> envelopes;
    private final AvroCodec<ExportFact> facts;
    private final AvroCodec<Reply> replies;
    private final DeadLetters deadLetters;
    private ProcessorContext<byte[], byte[]> context;
    private ExportStore exports;
    private ExportKeyStore keys;
    private CommitPace pace;
    private int partition;

    ExportProcessor(Codecs codecs, ExportLimits limits, ExportDesk desk) {
        this.codecs = codecs;
        this.limits = limits;
        this.desk = desk;
        envelopes = codecs.of(Topics.EXPORT_COMMANDS);
        facts = codecs.of(Topics.EXPORTS);
        replies = codecs.of(Topics.REPLIES);
        deadLetters = new DeadLetters(codecs);
    }

    /** A command with all that is known of it. */
    private record Turn(String scope, ExportEnvelope envelope, Addressed meant, long nowMs) {}

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        partition = context.taskId().partition();
        exports = new ExportStore(context, codecs);
        keys = new ExportKeyStore(context, codecs);
        pace = new CommitPace(context);
        desk.opened(partition, exports.all());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata from = context.recordMetadata().orElseThrow();
        Turn turn;
        try {
            turn = read(record, from);
        } catch (SerializationException e) {
            context.forward(deadLetters.of(record, from, e), ExportTopology.DEAD_LETTERS);
            return;
        }
        pace.worked();
        if (turn.meant().command() instanceof ExportCommand.Request(String id, ExportOrder order)) {
            request(turn, id, order);
        } else {
            change(turn);
        }
    }

    private Turn read(Record<byte[], byte[]> record, RecordMetadata from) {
        if (record.key() == null || record.value() == null) {
            throw new SerializationException("an export's command has a key and a value");
        }
        String scope = new String(record.key(), UTF_8);
        ExportEnvelope envelope = envelopes.decode(record.value());
        String newId = Ids.of(Ids.EXPORT, record.timestamp(), from.partition(), from.offset());
        return new Turn(scope, envelope, ExportCodec.command(envelope, scope, newId), record.timestamp());
    }

    private void request(Turn turn, String id, ExportOrder order) {
        String key = turn.envelope().getIdempotencyKey();
        Fingerprint fingerprint = Fingerprint.of(order.canonical().getBytes(UTF_8));
        ExportKeyState before = key == null ? null : keys.find(turn.scope(), key, turn.nowMs());
        if (before != null) {
            repeat(turn, before, Verdict.on(ExportKeyStore.fingerprint(before), fingerprint));
            return;
        }
        ExportRejection refusal = decideOnRequest(turn);
        if (refusal != null) {
            refuse(turn, refusal, turn.envelope().getRequestId(), false);
        } else {
            tell(turn, ACCEPTED, exports.find(turn.scope(), id), false);
        }
        if (key != null) {
            keys.put(
                    turn.scope(),
                    key,
                    new ExportKeyState(
                            ByteBuffer.wrap(fingerprint.bytes()),
                            turn.nowMs(),
                            turn.envelope().getRequestId(),
                            refusal == null ? id : null,
                            refusal == null ? null : refusal.name()));
        }
    }

    private @Nullable ExportRejection decideOnRequest(Turn turn) {
        return switch (decide(turn, null)) {
            case Refused(ExportRejection rejection) -> rejection;
            case Accepted(ExportEvent event) -> {
                apply(turn, null, event);
                yield null;
            }
            case Unchanged _ -> throw new IllegalStateException("a request is taken or refused");
        };
    }

    private void repeat(Turn turn, ExportKeyState first, Verdict verdict) {
        if (verdict == Verdict.REUSED) {
            refuse(turn, ExportRejection.KEY_REUSED, turn.envelope().getRequestId(), false);
        } else if (first.getRefusal() != null) {
            refuse(turn, ExportRejection.valueOf(first.getRefusal()), first.getRequestId(), true);
        } else {
            Export known = exports.find(turn.scope(), String.valueOf(first.getExportId()));
            tell(turn, ACCEPTED, known == null ? null : known.asRequested(), true);
        }
    }

    private void change(Turn turn) {
        Export before = exports.find(turn.scope(), turn.meant().exportId());
        switch (decide(turn, before)) {
            case Accepted(ExportEvent event) -> tell(turn, OK, apply(turn, before, event), false);
            case Unchanged _ -> tell(turn, OK, before, false);
            case Refused(ExportRejection rejection) ->
                refuse(turn, rejection, turn.envelope().getRequestId(), false);
        }
    }

    private ExportDecision decide(Turn turn, @Nullable Export export) {
        return ExportRules.decide(
                export, turn.meant().command(), exports.use(turn.scope(), turn.nowMs()), limits, turn.nowMs());
    }

    private @Nullable Export apply(Turn turn, @Nullable Export before, ExportEvent event) {
        Export after = ExportRules.evolve(before, event, turn.nowMs());
        if (after != null) {
            exports.put(turn.scope(), after);
            publish(after.id(), facts.encode(ExportCodec.fact(after)), turn);
            desk.changed(partition, after);
        } else if (before != null) {
            exports.remove(turn.scope(), before.id());
            publish(before.id(), null, turn);
            desk.forgotten(partition, before);
        }
        return after;
    }

    @SuppressWarnings("NullAway") // a record without a value is how a compacted topic forgets
    private void publish(String id, byte @Nullable [] fact, Turn turn) {
        context.forward(new Record<>(id.getBytes(UTF_8), fact, turn.nowMs()), ExportTopology.FACTS);
    }

    private void tell(Turn turn, int status, @Nullable Export export, boolean replayed) {
        if (export == null) {
            refuse(turn, ExportRejection.NO_SUCH_EXPORT, turn.envelope().getRequestId(), replayed);
        } else {
            reply(turn, new Answer(status, null, null, replayed, ExportCodec.fact(export)));
        }
    }

    private void refuse(Turn turn, ExportRejection why, @Nullable String requestId, boolean replayed) {
        reply(turn, new Answer(why.code().status(), why, requestId, replayed, null));
    }

    private record Answer(
            int status,
            @Nullable ExportRejection why,
            @Nullable String requestId,
            boolean replayed,
            @Nullable ExportFact body) {}

    private void reply(Turn turn, Answer answer) {
        String replyTo = turn.envelope().getReplyTo();
        if (replyTo == null) {
            return;
        }
        ExportRejection why = answer.why();
        Reply reply = new Reply(
                turn.envelope().getCommandId(),
                replyTo,
                answer.status(),
                why == null ? null : why.code().code(),
                why == null ? null : why.detail(),
                null,
                answer.requestId(),
                answer.replayed(),
                answer.body(),
                // An export changes no fact that the views read.
                new FactPosition(partition, 0L, 0L, 0L, 0L, 0L, 0L, 0L));
        context.forward(
                new Record<>(turn.scope().getBytes(UTF_8), replies.encode(reply), turn.nowMs()),
                ExportTopology.REPLIES);
    }

    @Override
    public void close() {
        desk.closed(partition);
    }
}
