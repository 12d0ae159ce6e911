package dev.kassa.edge;

import static dev.kassa.schema.ErrorCode.NOT_FOUND;

import dev.kassa.avro.ChangeReference;
import dev.kassa.avro.ReferenceFact;
import dev.kassa.avro.Reply;
import dev.kassa.edge.problem.Refusal;
import dev.kassa.edge.reference.ReferenceHistory;
import dev.kassa.edge.reference.ReferenceShelf;
import dev.kassa.edge.reference.ReferenceTable;
import dev.kassa.edge.render.ReferenceJson;
import dev.kassa.edge.render.ViewJson;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One kind of reference data: changed, removed, read, listed, its history, and rolled back. For the operator.
 *
 * <p>A change is answered when it holds on every partition of the log; the answer says from where.
 */
record ReferenceCalls(
        ReferenceKind kind,
        Intake intake,
        Writes writes,
        ReferenceTable table,
        ReferenceShelf shelf,
        ReferenceHistory history,
        InstantSource clock) {
    private static final Duration IN_FORCE_WITHIN = Duration.ofSeconds(5);

    void put(Exchange exchange) throws IOException {
        Long expected = Versions.expected(exchange);
        Intake.Write write = intake.operatorWrite(exchange, kind.schema());
        String id = id(exchange);
        change(exchange, write, id, expected, kind.body(id, write.body(), clock.instant()));
    }

    void remove(Exchange exchange) throws IOException {
        Long expected = Versions.expected(exchange);
        change(exchange, intake.operatorWrite(exchange, "Nothing", Intake.Body.OPTIONAL), id(exchange), expected, null);
    }

    /** Makes it again what it was at an earlier version. */
    void rollback(Exchange exchange) throws IOException {
        Long expected = Versions.expected(exchange);
        Intake.Write write = intake.operatorWrite(exchange, "Rollback");
        String id = id(exchange);
        long version = write.body().get("version").longValue();
        ReferenceFact then = history.of(kind.word(), id, ReferenceHistory.CHANGES_MAX).stream()
                .filter(fact -> fact.getVersion() == version)
                .findFirst()
                .orElseThrow(() -> CommandBodies.invalid("/version", "must be one that its history has"));
        change(exchange, write, id, expected, then.getBody());
    }

    private void change(
            Exchange exchange, Intake.Write write, String id, @Nullable Long expected, @Nullable Object body)
            throws IOException {
        exchange.notes().about(id);
        Optional<Reply> reply = writes.sendHome(exchange, write, new ChangeReference(kind.word(), id, expected, body));
        if (reply.isEmpty()) {
            writes.tellPending(
                    exchange, new Writes.Pending(exchange.path(), Lookups.pendingBody(kind.word(), "id", id)));
        } else if (reply.get().getBody() instanceof ReferenceFact fact) {
            table.apply(fact);
            boolean inForce = table.awaitInForce(fact.getVersion(), writes.partitions(), IN_FORCE_WITHIN);
            int status = inForce ? reply.get().getStatus() : 202;
            exchange.answerHeader("ETag", Versions.tag(fact.getVersion()));
            exchange.answerJson(status, ReferenceJson.entry(entry(fact)));
        } else {
            writes.refuse(exchange, reply.get());
        }
    }

    void get(Exchange exchange) throws IOException {
        reads(exchange);
        ReferenceFact fact = shelf.find(id(exchange))
                .orElseThrow(() -> new Refusal(NOT_FOUND, "There is no " + kind.word() + " of this id."));
        exchange.answerHeader("ETag", Versions.tag(fact.getVersion()));
        exchange.answerJson(200, ReferenceJson.entry(entry(fact)));
    }

    void list(Exchange exchange) throws IOException {
        reads(exchange);
        QueryParameters parameters = QueryParameters.of(exchange.query(), "limit", "cursor");
        int limit = parameters.limit();
        List<ReferenceFact> facts = shelf.list(parameters.text("cursor"), limit);
        String next = facts.size() < limit ? null : facts.getLast().getKey();
        exchange.answerJson(
                200, ReferenceJson.page(facts.stream().map(this::entry).toList(), next));
    }

    void lookup(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, "Lookup");
        Intake.requireStaff(read.caller());
        List<String> keys = Lookups.keys(read.body());
        Map<String, ReferenceJson.Entry> found = new LinkedHashMap<>();
        keys.forEach(key -> shelf.find(key).ifPresent(fact -> found.put(key, entry(fact))));
        exchange.answerJson(200, ViewJson.found(keys, found, ReferenceJson::write));
    }

    void history(Exchange exchange) throws IOException {
        reads(exchange);
        List<ReferenceFact> changes = history.of(kind.word(), id(exchange), ReferenceHistory.CHANGES_MAX);
        if (changes.isEmpty() && shelf.shipped(id(exchange)) == null) {
            throw new Refusal(NOT_FOUND, "There never was a " + kind.word() + " of this id.");
        }
        exchange.answerJson(
                200,
                ReferenceJson.page(changes.reversed().stream().map(this::entry).toList(), null));
    }

    private void reads(Exchange exchange) {
        Intake.requireStaff(intake.read(exchange, null).caller());
    }

    private ReferenceJson.Entry entry(ReferenceFact fact) {
        return new ReferenceJson.Entry(fact, shelf.inForceFrom(fact.getVersion()), shelf.shipped(fact.getKey()));
    }

    private static String id(Exchange exchange) {
        return exchange.pathParameter("id");
    }
}
