package dev.kassa.channel.runner;

import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** What one record asks for: a call at somebody outside, whose outcome becomes a command. Thread-safe. */
public interface Errand {
    /** Whose money it is about: the key of the outcome's command. */
    String merchantId();

    /** The id of what it is about, for the process's log. */
    String subjectId();

    /** At whom; calls at one place are bounded together. Null: there is nobody to call. */
    @Nullable
    String place();

    /**
     * Makes the call. Never throws because of what the other side does.
     *
     * @param redelivered whether an earlier delivery may have made it
     */
    Told carryOut(boolean redelivered);

    /** What is told where nobody knows what became of it. */
    Told unknown(String reason);

    /**
     * What became of it.
     *
     * @param actor who says so, as the command has it
     * @param body of the command
     * @param result as it is counted, in lower case
     * @param unknown whether it says nothing that was not known before
     */
    record Told(String actor, SpecificRecordBase body, String result, boolean unknown) {}
}
