package dev.kassa.edge;

import dev.kassa.avro.BankAccountFact;
import dev.kassa.avro.Command;
import dev.kassa.avro.CreatePayment;
import dev.kassa.avro.Customer;
import dev.kassa.avro.FactPosition;
import dev.kassa.avro.Geo;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.Reply;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.WithdrawalFact;
import dev.kassa.edge.command.CommandGateway;
import dev.kassa.edge.geo.Countries;
import dev.kassa.edge.problem.FieldError;
import dev.kassa.edge.problem.Problem;
import dev.kassa.edge.problem.Refusal;
import dev.kassa.edge.render.FactJson;
import dev.kassa.edge.render.MoneyJson;
import dev.kassa.schema.ErrorCode;
import dev.kassa.schema.Positions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends a write to the core and tells its reply. */
record Writes(CommandGateway gateway, Countries countries) {
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
        return gateway.ask(
                merchantId, command(exchange, write, body), write.headers().patience());
    }

    /** What came of one of several commands. */
    sealed interface Sent {
        /** The core answered, be it with a no. */
        record Answered(Reply reply) implements Sent {}

        /** It is in the log, and nothing came back in time. */
        record Unanswered() implements Sent {}

        /** It did not get into the log, or may not have. */
        record Refused(Refusal refusal) implements Sent {}
    }

    /**
     * Sends several commands at once, and waits for all of their replies together.
     *
     * @param merchantOf whose partition a command is for
     * @param name tells one command from the others of its merchant, where the caller gave a key for all of them
     * @return what came of each, in their order
     */
    <T> List<Sent> sendAll(
            Exchange exchange,
            Intake.Write write,
            List<T> bodies,
            Function<T, String> merchantOf,
            Function<T, String> name) {
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Sent>> asked = bodies.stream()
                    .map(body -> {
                        Command command = command(exchange, write, body);
                        String key = command.getIdempotencyKey();
                        command.setIdempotencyKey(key == null ? null : key + " " + name.apply(body));
                        return each.submit(() -> ask(
                                merchantOf.apply(body), command, write.headers().patience()));
                    })
                    .toList();
            return asked.stream().map(Writes::answer).toList();
        }
    }

    private Sent ask(String merchantId, Command command, Duration patience) {
        try {
            return gateway.ask(merchantId, command, patience)
                    .<Sent>map(Sent.Answered::new)
                    .orElseGet(Sent.Unanswered::new);
        } catch (Refusal refusal) {
            return new Sent.Refused(refusal);
        }
    }

    private static Sent answer(Future<Sent> asked) {
        try {
            return asked.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Sent.Unanswered();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Sends a command to the partition that decides on what all merchants share. */
    Optional<Reply> sendHome(Exchange exchange, Intake.Write write, Object body) {
        return gateway.askHome(command(exchange, write, body), write.headers().patience());
    }

    /** How many partitions the log has. */
    int partitions() {
        return gateway.partitions();
    }

    private Command command(Exchange exchange, Intake.Write write, Object body) {
        WriteHeaders headers = write.headers();
        Command command = new Command(
                gateway.nextCommandId(),
                exchange.requestId(),
                gateway.address(),
                headers.replyWhen(),
                write.caller().actor(),
                headers.idempotencyKey(),
                geo(body),
                body);
        exchange.notes().became(command.getCommandId());
        return command;
    }

    /** Where a payment's customer is, as far as a database can say. */
    private @Nullable Geo geo(Object body) {
        if (!(body instanceof CreatePayment payment) || !countries.known()) {
            return null;
        }
        Customer customer = payment.getCustomer();
        String address = customer == null ? null : customer.getIp();
        return new Geo(address == null ? null : countries.of(address));
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
            case SettlementFact settlement -> MoneyJson.settlement(settlement);
            case WithdrawalFact withdrawal -> MoneyJson.withdrawal(withdrawal);
            case BankAccountFact account -> MoneyJson.bankAccount(account);
            default -> throw new IllegalStateException("a reply of " + body.getClass());
        };
    }

    private static String location(Object body) {
        return switch (body) {
            case PaymentFact payment -> "/v1/payments/" + payment.getId();
            case RefundFact refund -> "/v1/refunds/" + refund.getId();
            case MerchantFact merchant -> "/v1/merchants/" + merchant.getId();
            case SettlementFact settlement -> "/v1/settlements/" + settlement.getId();
            case WithdrawalFact withdrawal -> "/v1/withdrawals/" + withdrawal.getId();
            case BankAccountFact account -> "/v1/bank-accounts/" + account.getId();
            default -> throw new IllegalStateException("a reply of " + body.getClass());
        };
    }

    /** Tells the core's no. */
    static void refuse(Exchange exchange, Reply reply) throws IOException {
        exchange.answerProblem(problem(exchange, reply));
    }

    /** The core's no. On a replay it names the request that was refused first, so that it has the same bytes. */
    static Problem problem(Exchange exchange, Reply reply) {
        String name = Objects.requireNonNull(reply.getCode(), "a refusal has a code");
        ErrorCode code = ErrorCode.valueOf(name.toUpperCase(Locale.ROOT));
        String detail = Objects.requireNonNullElse(reply.getDetail(), code.title());
        String pointer = reply.getPointer();
        List<FieldError> errors = pointer == null ? List.of() : List.of(new FieldError(pointer, detail));
        String requestId = Objects.requireNonNullElse(reply.getRequestId(), exchange.requestId());
        return Problem.of(code, detail, exchange.path(), requestId, errors);
    }
}
