package dev.kassa.core;

import dev.kassa.avro.FactPosition;
import dev.kassa.avro.Reply;
import dev.kassa.avro.Requester;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.ErrorCode;
import dev.kassa.schema.Topics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The replies of one command. They are sent when it is done, so that each carries the position of everything that the
 * command wrote. Not thread-safe.
 */
final class Replies {
    static final int OK = 200;
    static final int CREATED = 201;
    static final int ACCEPTED = 202;

    private static final FactPosition NOT_YET = new FactPosition(0, 0L, 0L, 0L, 0L, 0L, 0L, 0L);

    private final AvroCodec<Reply> codec;
    private final Outbox outbox;
    private final List<Owed> owed = new ArrayList<>();

    private record Owed(String merchantId, Reply reply) {}

    Replies(AvroCodec<Reply> codec, Outbox outbox) {
        this.codec = codec;
        this.outbox = outbox;
    }

    /** An outcome that is a fact. */
    static Reply outcome(int status, Object fact) {
        return new Reply("", "", status, null, null, null, null, false, fact, NOT_YET);
    }

    /** A refusal of the command of this turn. */
    static Reply refusal(Turn turn, ErrorCode code, @Nullable String pointer, String detail) {
        return refusal(turn.command().getRequestId(), code, pointer, detail);
    }

    /**
     * A refusal.
     *
     * @param requestId the request that is refused, named in every repetition of the refusal
     */
    static Reply refusal(@Nullable String requestId, ErrorCode code, @Nullable String pointer, String detail) {
        return new Reply("", "", code.status(), code.code(), detail, pointer, requestId, false, null, NOT_YET);
    }

    /** Tells the outcome to one who waits, if anybody does. */
    void tell(String merchantId, @Nullable Requester requester, Reply outcome) {
        if (requester == null) {
            return;
        }
        Reply reply = new Reply(
                requester.getCommandId(),
                requester.getReplyTo(),
                outcome.getStatus(),
                outcome.getCode(),
                outcome.getDetail(),
                outcome.getPointer(),
                outcome.getRequestId(),
                requester.getReplay(),
                outcome.getBody(),
                NOT_YET);
        owed.add(new Owed(merchantId, reply));
    }

    /** Sends what is owed, with the position at which the partition now stands. */
    void send(Head head) {
        if (owed.isEmpty()) {
            return;
        }
        FactPosition position = head.position();
        for (Owed each : owed) {
            each.reply.setPosition(position);
            outbox.send(Topics.REPLIES, each.merchantId, codec.encode(each.reply));
        }
        owed.clear();
    }
}
