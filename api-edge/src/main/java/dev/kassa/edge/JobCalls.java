package dev.kassa.edge;

import static dev.kassa.schema.ErrorCode.NOT_FOUND;
import static dev.kassa.schema.ErrorCode.UNAVAILABLE;

import dev.kassa.avro.JobEnvelope;
import dev.kassa.avro.JobFact;
import dev.kassa.avro.JobRunFact;
import dev.kassa.avro.NoticeFact;
import dev.kassa.avro.PauseJob;
import dev.kassa.avro.Reply;
import dev.kassa.avro.RunJob;
import dev.kassa.edge.command.CommandGateway;
import dev.kassa.edge.job.JobBoard;
import dev.kassa.edge.problem.Refusal;
import dev.kassa.edge.render.JobJson;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Scheduled jobs and notices: looked at by who works for the platform, run and paused by the operator. */
record JobCalls(Intake intake, CommandGateway gateway, JobBoard board) {
    private static final List<String> STATUSES = List.of("open", "resolved");

    void list(Exchange exchange) throws IOException {
        reads(exchange);
        QueryParameters.of(exchange.query());
        exchange.answerJson(200, JobJson.jobs(board.jobs()));
    }

    void get(Exchange exchange) throws IOException {
        reads(exchange);
        exchange.answerJson(200, JobJson.job(job(exchange)));
    }

    void runs(Exchange exchange) throws IOException {
        reads(exchange);
        QueryParameters parameters = QueryParameters.of(exchange.query(), "limit", "cursor");
        int limit = parameters.limit();
        List<JobRunFact> page = board.runs(job(exchange).getName(), parameters.text("cursor"), limit + 1);
        boolean more = page.size() > limit;
        List<JobRunFact> shown = more ? page.subList(0, limit) : page;
        exchange.answerJson(200, JobJson.runs(shown, more ? JobBoard.cursor(shown.getLast()) : null));
    }

    void notices(Exchange exchange) throws IOException {
        reads(exchange);
        QueryParameters parameters = QueryParameters.of(exchange.query(), "status", "limit");
        String status = parameters.oneOf("status", STATUSES);
        Predicate<NoticeFact> wanted = notice ->
                status == null || status.equals(notice.getStatus().name().toLowerCase(Locale.ROOT));
        exchange.answerJson(200, JobJson.notices(board.notices(wanted, parameters.limit())));
    }

    private void reads(Exchange exchange) {
        Intake.requireStaff(intake.read(exchange, null).caller());
    }

    private JobFact job(Exchange exchange) {
        return board.job(exchange.pathParameter("name"))
                .orElseThrow(() -> new Refusal(NOT_FOUND, "There is no job of this name."));
    }

    void run(Exchange exchange) throws IOException {
        Intake.Write write = intake.operatorWrite(exchange, "Reason");
        String name = exchange.pathParameter("name");
        ask(exchange, write, name, new RunJob(name, write.body().get("reason").stringValue()));
    }

    void pause(Exchange exchange) throws IOException {
        pause(exchange, true);
    }

    void resume(Exchange exchange) throws IOException {
        pause(exchange, false);
    }

    private void pause(Exchange exchange, boolean paused) throws IOException {
        Intake.Write write = intake.operatorWrite(exchange, "Reason");
        String name = exchange.pathParameter("name");
        ask(
                exchange,
                write,
                name,
                new PauseJob(name, paused, write.body().get("reason").stringValue()));
    }

    private void ask(Exchange exchange, Intake.Write write, String name, Object body) throws IOException {
        JobEnvelope command = new JobEnvelope(
                gateway.nextCommandId(),
                exchange.requestId(),
                gateway.address(),
                write.caller().actor(),
                body instanceof RunJob ? write.headers().idempotencyKey() : null,
                body);
        exchange.notes().became(command.getCommandId());
        exchange.notes().about(name);
        Reply reply = gateway.askSchedule(name, command, write.headers().patience())
                .orElseThrow(() -> new Refusal(
                        UNAVAILABLE, "The schedule does not answer. It may be done later: look at GET /v1/jobs."));
        tell(exchange, reply);
    }

    private void tell(Exchange exchange, Reply reply) throws IOException {
        if (reply.getReplayed()) {
            exchange.answerHeader("Idempotent-Replayed", "true");
        }
        switch (reply.getBody()) {
            case JobRunFact run -> {
                board.apply(run);
                exchange.answerHeader("Location", "/v1/jobs/" + run.getJob() + "/runs");
                exchange.answerJson(reply.getStatus(), JobJson.run(run));
            }
            case JobFact job -> {
                board.apply(job);
                exchange.answerJson(reply.getStatus(), JobJson.job(job));
            }
            case null, default -> Writes.refuse(exchange, reply);
        }
    }
}
