package dev.kassa.edge.command;

import dev.kassa.avro.Command;
import dev.kassa.avro.ExportEnvelope;
import dev.kassa.avro.JobEnvelope;
import dev.kassa.avro.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Sends commands to the core, and waits for its replies. Thread-safe; meant to be called from virtual threads. */
public interface CommandGateway extends AutoCloseable {
    /** The name under which this process awaits replies, for {@code reply_to}. */
    String address();

    /** An id that no other command has. */
    String nextCommandId();

    /**
     * Sends a command and waits for its reply. When this returns, the command is in the log.
     *
     * @return the reply, or empty where none came in time
     * @throws dev.kassa.edge.problem.Refusal unavailable where the log did not take the command, or may not have
     */
    Optional<Reply> ask(String merchantId, Command command, Duration wait);

    /**
     * Sends a command to the partition that decides on what all merchants share, and waits for its reply, as
     * {@link #ask} does.
     */
    Optional<Reply> askHome(Command command, Duration wait);

    /**
     * Sends what exports are asked, and waits for the reply, as {@link #ask} does.
     *
     * @param scope whose rows it is about, as {@link dev.kassa.schema.ExportScope} has it
     */
    Optional<Reply> askExports(String scope, ExportEnvelope command, Duration wait);

    /**
     * Sends what the schedule is asked about a job, and waits for the reply, as {@link #ask} does.
     *
     * @param job its name
     */
    Optional<Reply> askSchedule(String job, JobEnvelope command, Duration wait);

    /** How many partitions commands go to. */
    int partitions();

    /**
     * Sends a command that nobody awaits. When this returns, it is in the log.
     *
     * @throws dev.kassa.edge.problem.Refusal unavailable where the log did not take the command, or may not have
     */
    void tell(String merchantId, Command command);

    /** Why commands cannot be sent now; empty when they can. */
    List<String> notReady();

    /** How many callers wait for a reply. */
    int waiting();

    @Override
    void close();
}
