package dev.kassa.core;

import dev.kassa.avro.Command;
import dev.kassa.avro.ReplyWhen;
import dev.kassa.avro.Requester;
import org.jspecify.annotations.Nullable;

/** One command and its place in the log. */
record Turn(Command command, Moment at) {
    long nowMs() {
        return at.timestampMs();
    }

    /** The caller wants to know that it was taken, not what came of it. */
    boolean wantsAcceptance() {
        return command.getReplyWhen() == ReplyWhen.ACCEPTED;
    }

    /** Whoever waits for the reply, or null where nobody does. */
    @Nullable
    Requester requester(boolean replay) {
        String replyTo = command.getReplyTo();
        return replyTo == null ? null : new Requester(command.getCommandId(), replyTo, replay);
    }
}
