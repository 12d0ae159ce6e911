package dev.kassa.edge;

import dev.kassa.avro.Command;
import dev.kassa.avro.ExportEnvelope;
import dev.kassa.avro.FactPosition;
import dev.kassa.avro.JobEnvelope;
import dev.kassa.avro.Reply;
import dev.kassa.edge.command.CommandGateway;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A core that keeps what it is sent and answers as a test says. */
final class FakeCore implements CommandGateway {
    static final FactPosition POSITION = new FactPosition(1, 7L, 3L, 9L, 2L, 0L, 0L, 0L);

    final List<Command> sent = new CopyOnWriteArrayList<>();
    final List<Duration> waits = new CopyOnWriteArrayList<>();
    final List<String> reasons = new CopyOnWriteArrayList<>();
    volatile boolean forgetful;
    volatile Function<Command, Optional<Reply>> answer = _ -> Optional.empty();
    final List<String> exportScopes = new CopyOnWriteArrayList<>();
    final List<ExportEnvelope> exportsAsked = new CopyOnWriteArrayList<>();
    volatile Function<ExportEnvelope, Optional<Reply>> exportAnswer = _ -> Optional.empty();
    final List<JobEnvelope> jobsAsked = new CopyOnWriteArrayList<>();
    volatile Function<JobEnvelope, Optional<Reply>> jobAnswer = _ -> Optional.empty();
    private final AtomicInteger ids = new AtomicInteger();

    static Reply reply(int status, Object body) {
        return new Reply("", "", status, null, null, null, null, false, body, POSITION);
    }

    static Reply refusal(int status, String code, String detail) {
        return new Reply("", "", status, code, detail, null, null, false, null, POSITION);
    }

    Command last() {
        return sent.getLast();
    }

    @Override
    public String address() {
        return "edge-test";
    }

    @Override
    public String nextCommandId() {
        return "c" + ids.incrementAndGet();
    }

    @Override
    public Optional<Reply> ask(String merchantId, Command command, Duration wait) {
        if (!forgetful) {
            sent.add(command);
            waits.add(wait);
        }
        return answer.apply(command);
    }

    @Override
    public Optional<Reply> askHome(Command command, Duration wait) {
        return ask("", command, wait);
    }

    @Override
    public Optional<Reply> askExports(String scope, ExportEnvelope command, Duration wait) {
        exportScopes.add(scope);
        exportsAsked.add(command);
        return exportAnswer.apply(command);
    }

    @Override
    public Optional<Reply> askSchedule(String job, JobEnvelope command, Duration wait) {
        jobsAsked.add(command);
        return jobAnswer.apply(command);
    }

    @Override
    public int partitions() {
        return 1;
    }

    @Override
    public void tell(String merchantId, Command command) {
        sent.add(command);
    }

    @Override
    public List<String> notReady() {
        return reasons;
    }

    @Override
    public int waiting() {
        return 0;
    }

    @Override
    public void close() {}
}
