package dev.kassa.core;

import dev.kassa.avro.ApplyReference;
import dev.kassa.avro.ChangeReference;
import dev.kassa.avro.Command;
import dev.kassa.avro.ReferenceApplied;
import dev.kassa.avro.ReferenceFact;
import dev.kassa.avro.Reply;
import dev.kassa.avro.ReplyWhen;
import dev.kassa.pricing.Fault;
import dev.kassa.reference.ReferenceKind;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.ErrorCode;
import dev.kassa.schema.Topics;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes changes of what all merchants share. One partition decides on them, so they have one order and one version; it
 * tells every other partition through its commands, in that order and in the transaction of the decision. On each
 * partition a change holds for every command after the one that brought it, and the partition says which that was.
 */
final class ReferenceDesk {
    /** The partition that decides. */
    static final int HOME = 0;

    private final int partitions;
    private final References references;
    private final Head head;
    private final Replies replies;
    private final Outbox outbox;
    private final AvroCodec<Command> commandCodec;
    private final AvroCodec<ReferenceFact> historyCodec;
    private final AvroCodec<ReferenceApplied> appliedCodec;

    ReferenceDesk(int partitions, References references, Head head, Replies replies, Codecs codecs, Outbox outbox) {
        this.partitions = partitions;
        this.references = references;
        this.head = head;
        this.replies = replies;
        this.outbox = outbox;
        this.commandCodec = codecs.of(Topics.COMMANDS);
        this.historyCodec = codecs.of(Topics.REFERENCE_HISTORY);
        this.appliedCodec = codecs.of(Topics.REFERENCE_APPLIED);
    }

    void change(Turn turn, ChangeReference asked) {
        if (turn.at().partition() != HOME) {
            throw new PoisonedCommandException("a change of reference data on partition "
                    + turn.at().partition() + ", which does not decide on it");
        }
        Optional<ReferenceKind> kind = ReferenceKind.of(asked.getKind());
        if (kind.isEmpty()) {
            throw new PoisonedCommandException("reference data of no kind that is known: " + asked.getKind());
        }
        ReferenceFact before = references.find(kind.get(), asked.getKey());
        Reply refusal = refusal(turn, kind.get(), asked, before);
        if (refusal != null) {
            tell(turn, refusal);
        } else if (before != null && Objects.equals(before.getBody(), asked.getBody())) {
            tell(turn, Replies.outcome(Replies.OK, before));
        } else {
            accept(turn, kind.get(), asked, before == null);
        }
    }

    private @Nullable Reply refusal(
            Turn turn, ReferenceKind kind, ChangeReference asked, @Nullable ReferenceFact before) {
        if (before == null && asked.getBody() == null) {
            return Replies.refusal(turn, ErrorCode.NOT_FOUND, null, "there is no such " + kind.word());
        }
        Long expected = asked.getExpectedVersion();
        long version = before == null ? 0 : before.getVersion();
        if (expected != null && expected != version) {
            return Replies.refusal(
                    turn, ErrorCode.PRECONDITION_FAILED, null, "it is at version " + version + ", not " + expected);
        }
        Fault fault = asked.getBody() == null
                ? null
                : ReferenceValidation.fault(kind, asked.getKey(), asked.getBody())
                        .orElse(null);
        if (fault != null) {
            return Replies.refusal(turn, ErrorCode.VALIDATION_FAILED, fault.pointer(), fault.sentence());
        }
        return before == null && references.isFull()
                ? Replies.refusal(
                        turn,
                        ErrorCode.LIMIT_EXCEEDED,
                        null,
                        "there are " + References.ENTRIES_MAX + " entries of reference data, which is the most")
                : null;
    }

    private void accept(Turn turn, ReferenceKind kind, ChangeReference asked, boolean created) {
        ReferenceFact fact = new ReferenceFact(
                kind.word(),
                asked.getKey(),
                head.referenceVersion() + 1,
                asked.getBody(),
                turn.command().getActor(),
                turn.nowMs(),
                turn.command().getRequestId(),
                turn.at().offset());
        byte[] bytes = hold(turn, kind, fact);
        String key = kind.word() + "/" + asked.getKey();
        outbox.send(Topics.REFERENCE, key, bytes);
        outbox.send(Topics.REFERENCE_HISTORY, key, historyCodec.encode(fact));
        byte[] command = commandCodec.encode(new Command(
                "",
                fact.getRequestId(),
                null,
                ReplyWhen.CONCLUDED,
                fact.getChangedBy(),
                null,
                null,
                new ApplyReference(fact)));
        for (int partition = 0; partition < partitions; partition++) {
            if (partition != HOME) {
                outbox.command(partition, command);
            }
        }
        tell(turn, Replies.outcome(created ? Replies.CREATED : Replies.OK, fact));
    }

    /** Takes over what the deciding partition accepted. One that was taken over before changes nothing. */
    void apply(Turn turn, ApplyReference told) {
        ReferenceFact fact = told.getFact();
        long known = head.referenceVersion();
        if (turn.at().partition() == HOME || fact.getVersion() > known + 1) {
            throw new PoisonedCommandException("change " + fact.getVersion() + " of reference data came to partition "
                    + turn.at().partition() + " after change " + known);
        }
        if (fact.getVersion() == known + 1) {
            hold(turn, ReferenceKind.known(fact.getKind()), fact);
        }
    }

    private byte[] hold(Turn turn, ReferenceKind kind, ReferenceFact fact) {
        byte[] bytes = references.put(kind, fact);
        head.referenceAt(fact.getVersion());
        outbox.send(
                Topics.REFERENCE_APPLIED,
                Long.toString(fact.getVersion()),
                appliedCodec.encode(new ReferenceApplied(
                        fact.getVersion(), turn.at().partition(), turn.at().offset(), turn.nowMs())));
        return bytes;
    }

    private void tell(Turn turn, Reply outcome) {
        replies.tell("reference", turn.requester(false), outcome);
    }
}
