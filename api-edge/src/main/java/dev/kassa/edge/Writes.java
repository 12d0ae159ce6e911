package dev.kassa.edge;

import dev.kassa.avro.Command;
import dev.kassa.avro.FactPosition;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.Reply;
import dev.kassa.edge.command.CommandGateway;
import dev.kassa.edge.problem.FieldError;
import dev.kassa.edge.problem.Problem;
import dev.kassa.edge.render.FactJson;
import dev.kassa.schema.ErrorCode;
import dev.kassa.schema.Positions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Sends a write to the core and tells its reply. */
record Writes(CommandGateway gateway) {
    /**
     * Where a write is to be looked for that has no outcome in time.
     *
     * @param location a path
     * @param body what is known of it
     */
    record Pending(String location, byte[] body) {}

    /** Sends the command and answers with its outcome, or with where that will be found. */
    void perform(Exchange exchange, Intake.Write write, Object body, Supplier<Pending> pending) throws IOException {
        Optional<Reply> reply = send(exchange, write, write.merchantId(), body);
        if (reply.isPresent()) {
            tell(exchange, reply.get());
        } else {
            tellPending(exchange, pending.get());
        }
    }

    /** Sends the command; the reply is empty where none came in time. */
    Optional<Reply> send(Exchange exchange, Intake.Write write, String merchantId, Object body) {
        WriteHeaders headers = write.headers();
        Command command = new Command(
                gateway.nextCommandId(),
                exchange.requestId(),
                gateway.address(),
                headers.replyWhen(),
                write.caller().actor(),
                headers.idempotencyKey(),
                null,
                body);
        exchange.notes().became(command.getCommandId());
        Duration patience = headers.patience();
        return gateway.ask(merchantId, command, patience);
    }

    void tellPending(Exchange exchange, Pending pending) throws IOException {
        exchange.answerHeader("Location", pending.location());
        exchange.answerJson(202, pending.body());
    }

    private void tell(Exchange exchange, Reply reply) throws IOException {
        headers(exchange, reply);
        Object body = reply.getBody();
        if (body == null) {
            refuse(exchange, reply);
            return;
        }
        if (reply.getStatus() != 200) {
            exchange.answerHeader("Location", location(body));
        }
        exchange.answerJson(reply.getStatus(), json(body));
    }

    void headers(Exchange exchange, Reply reply) {
        FactPosition position = reply.getPosition();
        exchange.answerHeader("Kassa-Position", Positions.format(position));
        if (reply.getReplayed()) {
            exchange.answerHeader("Idempotent-Replayed", "true");
        }
    }

    private static byte[] json(Object body) {
        return switch (body) {
            case PaymentFact payment -> FactJson.payment(payment);
            case RefundFact refund -> FactJson.refund(refund);
            case MerchantFact merchant -> FactJson.merchant(merchant, null);
            default -> throw new IllegalStateException("a reply of " + body.getClass());
        };
    }

    private static String location(Object body) {
        return switch (body) {
            case PaymentFact payment -> "/v1/payments/" + payment.getId();
            case RefundFact refund -> "/v1/refunds/" + refund.getId();
            case MerchantFact merchant -> "/v1/merchants/" + merchant.getId();
            default -> throw new IllegalStateException("a reply of " + body.getClass());
        };
    }

    /** Tells the core's no. On a replay it names the request that was refused first, so that it has the same bytes. */
    void refuse(Exchange exchange, Reply reply) throws IOException {
        String name = Objects.requireNonNull(reply.getCode(), "a refusal has a code");
        ErrorCode code = ErrorCode.valueOf(name.toUpperCase(Locale.ROOT));
        String detail = Objects.requireNonNullElse(reply.getDetail(), code.title());
        String pointer = reply.getPointer();
        List<FieldError> errors = pointer == null ? List.of() : List.of(new FieldError(pointer, detail));
        String requestId = Objects.requireNonNullElse(reply.getRequestId(), exchange.requestId());
        exchange.answerProblem(Problem.of(code, detail, exchange.path(), requestId, errors));
    }
}
