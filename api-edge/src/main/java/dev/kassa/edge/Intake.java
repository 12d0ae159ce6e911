package dev.kassa.edge;

import static dev.kassa.schema.ErrorCode.FORBIDDEN;
import static dev.kassa.schema.ErrorCode.MALFORMED_REQUEST;
import static dev.kassa.schema.ErrorCode.NOT_FOUND;
import static dev.kassa.schema.ErrorCode.RATE_LIMITED;
import static dev.kassa.schema.ErrorCode.REQUEST_TOO_LARGE;
import static dev.kassa.schema.ErrorCode.UNAVAILABLE;

import dev.kassa.avro.FactPosition;
import dev.kassa.edge.access.Access;
import dev.kassa.edge.access.Caller;
import dev.kassa.edge.access.KeyUses;
import dev.kassa.edge.access.RateLimits;
import dev.kassa.edge.access.Signatures;
import dev.kassa.edge.contract.Contract;
import dev.kassa.edge.problem.FieldError;
import dev.kassa.edge.problem.Refusal;
import dev.kassa.edge.session.Session;
import dev.kassa.edge.session.Sessions;
import dev.kassa.port.Queries;
import dev.kassa.port.Reading;
import dev.kassa.schema.ErrorCode;
import dev.kassa.schema.ExportScope;
import dev.kassa.schema.Positions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Takes a request in: its form, who sends it, for which merchant, its size, its fields.
 *
 * <p>In this order, which is that of the error codes: where several things are wrong, the first in the catalogue is told.
 */
record Intake(
        Access access,
        Sessions sessions,
        boolean secure,
        Signatures signatures,
        KeyUses uses,
        RateLimits rates,
        Contract contract,
        Queries queries,
        EdgeSettings.Limits limits) {
    private static final List<String> NUMBERS = List.of("refund_no", "order_no", "withdrawal_no", "id");
    private static final Set<String> SCOPES_FOR_OPERATOR_TO_GIVE = Set.of("import", "approver");
    private static final Duration POSITION_WAIT = Duration.ofSeconds(2);
    private static final Duration OWNER_WAIT = Duration.ofSeconds(1);
    private static final Duration OWNER_PAUSE = Duration.ofMillis(20);

    /** What goes with a session's writes: see {@link Sessions#token}. */
    static final String SESSION_TOKEN = "Kassa-Session-Token";

    /** Whether a body must be there. */
    enum Body {
        REQUIRED,
        OPTIONAL
    }

    /** A write that may go on. */
    record Write(Caller caller, String merchantId, JsonNode body, WriteHeaders headers) {}

    /** A read that may go on, and what is read for it: of the position that it asked for, or later. */
    record Read(Caller caller, JsonNode body, Optional<FactPosition> position, Queries queries, Reading reading) {
        /** That what was asked for is not there; a copy that follows cannot know, as it may only not be there yet. */
        Refusal missing(ErrorCode code, String detail) {
            return reading.isStale()
                    ? new Refusal(
                            UNAVAILABLE, "A copy answers, which is behind and does not know it; ask again shortly.")
                    : new Refusal(code, detail);
        }
    }

    /** A write on behalf of a merchant. */
    Write write(Exchange exchange, String schema, Body need) {
        Asked asked = asked(exchange, need);
        WriteHeaders headers = asked.headers();
        JsonNode body = asked.body();
        Caller caller = writer(exchange);
        if (!caller.mayWrite()) {
            throw new Refusal(FORBIDDEN, "This key may only read.");
        }
        String named = exchange.header(Access.MERCHANT_HEADER);
        exchange.notes().of(named);
        if (named == null) {
            access.merchant(caller, null);
        }
        checkMayImport(caller, body);
        String merchant = access.merchant(caller, named);
        exchange.notes().of(merchant);
        check(exchange, schema, body);
        exchange.notes().about(numberIn(body));
        return new Write(caller, merchant, body, headers);
    }

    /** A write about the rows of the merchant that is meant or, by who works for the platform, of all; see {@link #scope}. */
    Write scopedWrite(Exchange exchange, String schema, Body need) {
        Asked asked = asked(exchange, need);
        Caller caller = writer(exchange);
        if (!caller.mayWrite()) {
            throw new Refusal(FORBIDDEN, "This key may only read.");
        }
        String merchant = scope(caller, exchange);
        exchange.notes().of(merchant);
        check(exchange, schema, asked.body());
        return new Write(caller, ExportScope.of(merchant), asked.body(), asked.headers());
    }

    /** The merchant that is meant; null where who works for the platform names none, and means all. */
    @Nullable
    String scope(Caller caller, Exchange exchange) {
        String named = exchange.header(Access.MERCHANT_HEADER);
        return named == null && caller.isStaff() ? null : access.merchant(caller, named);
    }

    /** A decision of a person who may approve, on something of the merchant that is named. */
    Write decision(Exchange exchange, String schema) {
        Asked asked = asked(exchange, Body.REQUIRED);
        Caller caller = writer(exchange);
        if (!caller.mayApprove()) {
            throw new Refusal(FORBIDDEN, "This key may not decide on reviews.");
        }
        String merchant = access.merchant(caller, exchange.header(Access.MERCHANT_HEADER));
        exchange.notes().of(merchant);
        check(exchange, schema, asked.body());
        return new Write(caller, merchant, asked.body(), asked.headers());
    }

    /**
     * A decision of a person who may approve, on something that the path names. Who works for the platform need not name its
     * merchant.
     *
     * @param ownerOf whose it is, as far as the views know
     * @param missing what to say where it is nobody's
     */
    Write decisionOn(Exchange exchange, String schema, Function<Queries, Optional<String>> ownerOf, String missing) {
        Asked asked = asked(exchange, Body.OPTIONAL);
        Caller caller = writer(exchange);
        if (!caller.mayApprove() && !caller.isOperator()) {
            throw new Refusal(FORBIDDEN, "This key may not decide on this.");
        }
        check(exchange, schema, asked.body());
        String named = exchange.header(Access.MERCHANT_HEADER);
        String merchant = named != null || !caller.isStaff()
                ? access.merchant(caller, named)
                : owner(ownerOf).orElseThrow(() -> new Refusal(NOT_FOUND, missing));
        exchange.notes().of(merchant);
        exchange.notes().about(exchange.pathParameter("id"));
        return new Write(caller, merchant, asked.body(), asked.headers());
    }

    /** What was made a moment ago may not be in the views yet: nobody is told that it is not there before they had time. */
    private Optional<String> owner(Function<Queries, Optional<String>> ownerOf) {
        long giveUpAt = System.nanoTime() + OWNER_WAIT.toNanos();
        Optional<String> owner = ownerOf.apply(queries);
        while (owner.isEmpty()
                && System.nanoTime() < giveUpAt
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(OWNER_PAUSE.toNanos());
            owner = ownerOf.apply(queries);
        }
        return owner;
    }

    /** A write that only the operator may make, about the merchant of which the body tells. */
    Write operatorWrite(Exchange exchange, String schema) {
        return operatorWrite(exchange, schema, Body.REQUIRED);
    }

    /** The same, with a body or without. */
    Write operatorWrite(Exchange exchange, String schema, Body need) {
        Asked asked = asked(exchange, need);
        Caller caller = writer(exchange);
        requireOperator(caller);
        check(exchange, schema, asked.body());
        exchange.notes().about(numberIn(asked.body()));
        return new Write(caller, "", asked.body(), asked.headers());
    }

    /**
     * A write about the keys of a merchant. Its own key may make others that can do no more than it can; more than that,
     * and how much a key may ask, is the operator's to give.
     */
    Write keyWrite(Exchange exchange, String schema, Body need, String merchantId) {
        Asked asked = asked(exchange, need);
        Caller caller = writer(exchange);
        if (!caller.mayKeepKeysOf(merchantId)) {
            throw caller.mayKnowOf(merchantId)
                    ? new Refusal(FORBIDDEN, "This key may not keep keys.")
                    : new Refusal(NOT_FOUND, "There is no merchant of this id.");
        }
        if (!caller.isOperator()) {
            checkGivesNoMore(asked.body());
        }
        check(exchange, schema, asked.body());
        return new Write(caller, merchantId, asked.body(), asked.headers());
    }

    private static void checkGivesNoMore(JsonNode body) {
        boolean more = body.path("scopes")
                .valueStream()
                .anyMatch(scope -> SCOPES_FOR_OPERATOR_TO_GIVE.contains(scope.asString("")));
        if (more || body.has("rate_limit")) {
            String pointer = more ? "/scopes" : "/rate_limit";
            String detail = "is for the operator to give";
            throw new Refusal(FORBIDDEN, pointer + " " + detail, List.of(new FieldError(pointer, detail)));
        }
    }

    private record Asked(WriteHeaders headers, JsonNode body) {}

    /** What is asked; where it cannot be read, the audit is told all the same by whom. */
    private Asked asked(Exchange exchange, Body need) {
        try {
            return new Asked(headers(exchange), exchange.json(need == Body.REQUIRED));
        } catch (Refusal unreadable) {
            try {
                writer(exchange);
            } catch (Refusal unknown) {
                throw unreadable;
            }
            throw unreadable;
        }
    }

    private Caller writer(Exchange exchange) {
        Caller caller = caller(exchange);
        exchange.notes().by(caller.actor());
        return caller;
    }

    /** Who asks, where it may ask as much as that. */
    Caller caller(Exchange exchange) {
        Caller caller = shown(exchange);
        signatures.check(caller, exchange.header(Signatures.HEADER), exchange.signed());
        uses.used(caller);
        RateLimits.Standing standing = rates.count(caller);
        exchange.answerHeader("RateLimit-Limit", Long.toString(standing.limit()));
        exchange.answerHeader("RateLimit-Remaining", Long.toString(standing.remaining()));
        exchange.answerHeader("RateLimit-Reset", Long.toString(standing.resetSeconds()));
        if (!standing.allowed()) {
            throw new Refusal(RATE_LIMITED, "This key has asked too much in too short a time; ask again shortly.");
        }
        return caller;
    }

    /** Whether the key or session that an answer goes on for still holds. */
    boolean stillHolds(Exchange exchange) {
        try {
            shown(exchange);
            return true;
        } catch (Refusal refusal) {
            return refusal.code() == UNAVAILABLE;
        }
    }

    /** By its key, or by the session that it signed in for; a key that is shown goes before a session. */
    private Caller shown(Exchange exchange) {
        String authorization = exchange.header("Authorization");
        Session session = authorization == null ? sessions.of(exchange.cookie(Sessions.COOKIE)) : null;
        if (session == null) {
            return access.caller(authorization);
        }
        Caller caller = access.again(session.actor());
        if (exchange.isWrite() && !sessions.isToken(session, exchange.header(SESSION_TOKEN))) {
            throw new Refusal(FORBIDDEN, "A write of a session needs its token in the " + SESSION_TOKEN + " header.");
        }
        Session renewed = sessions.renewed(session);
        if (renewed != null) {
            long left = Sessions.seconds() - (renewed.usedMs() - renewed.startedMs()) / 1_000;
            exchange.answerHeader("Set-Cookie", SessionCalls.cookie(sessions.cookie(renewed), left, secure));
        }
        return caller;
    }

    /** The number by which the caller knows what it asks for. */
    private static @Nullable String numberIn(JsonNode body) {
        for (String name : NUMBERS) {
            if (body.path(name).isString()) {
                return body.path(name).stringValue();
            }
        }
        return null;
    }

    /** A read; its body is checked where a schema is given. */
    Read read(Exchange exchange, @Nullable String schema) {
        FactPosition position = position(exchange);
        Reading reading = new Reading(position, POSITION_WAIT, true);
        JsonNode body = exchange.json(schema != null);
        Caller caller = caller(exchange);
        if (schema != null) {
            check(exchange, schema, body);
        }
        exchange.reads(reading);
        return new Read(caller, body, Optional.ofNullable(position), queries.with(reading), reading);
    }

    /** The merchant that a read is about. */
    String merchantOf(Read read, Exchange exchange) {
        return access.merchant(read.caller(), exchange.header(Access.MERCHANT_HEADER));
    }

    /** The same; empty where who works for the platform names none, and so means any. */
    Optional<String> merchantIfNamed(Read read, Exchange exchange) {
        boolean any = read.caller().isStaff() && exchange.header(Access.MERCHANT_HEADER) == null;
        return any ? Optional.empty() : Optional.of(merchantOf(read, exchange));
    }

    static Refusal behind() {
        return new Refusal(UNAVAILABLE, "The views have not seen this position yet; ask again shortly.");
    }

    /** Who works for the platform may read what all merchants share. */
    static void requireStaff(Caller caller) {
        if (!caller.isStaff()) {
            throw new Refusal(FORBIDDEN, "Only the operator, and who works for it, may do this.");
        }
    }

    static void requireOperator(Caller caller) {
        if (!caller.isOperator()) {
            throw new Refusal(FORBIDDEN, "Only the operator may do this.");
        }
    }

    private WriteHeaders headers(Exchange exchange) {
        return WriteHeaders.of(exchange.header("Idempotency-Key"), exchange.header("Prefer"), limits.patience());
    }

    private static @Nullable FactPosition position(Exchange exchange) {
        String text = exchange.header("Kassa-Min-Position");
        return text == null
                ? null
                : Positions.parse(text)
                        .orElseThrow(() -> new Refusal(
                                MALFORMED_REQUEST, "Kassa-Min-Position must be the Kassa-Position of a write."));
    }

    private static void checkMayImport(Caller caller, JsonNode body) {
        if (body.has("occurred_at") && !caller.mayImport()) {
            String detail = "is only for keys that may import history";
            throw new Refusal(FORBIDDEN, "/occurred_at " + detail, List.of(new FieldError("/occurred_at", detail)));
        }
    }

    private void check(Exchange exchange, String schema, JsonNode body) {
        if (exchange.isTooLarge()) {
            throw new Refusal(REQUEST_TOO_LARGE, "The body has more than " + limits.bodyBytesMax() + " bytes.");
        }
        contract.check(schema, body);
    }
}
