package dev.kassa.bench.check;

import dev.kassa.avro.Command;
import dev.kassa.avro.CreatePayment;
import dev.kassa.avro.CreateRefund;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.bench.check.Evidence.Exchange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** I4, I5 and I8 as callers saw them: what they were told against what the log holds. */
final class ExchangeCheck {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String REUSED = "idempotency_key_reused";

    private record Scope(String merchantId, String operation, String key) {}

    private record Place(int partition, long offset) {}

    private final Findings findings;
    private final Map<Scope, List<Place>> commands = new HashMap<>();
    private final Map<Place, String> created = new HashMap<>();
    private final Map<String, Set<String>> statuses = new HashMap<>();
    private final Set<String> captured = new HashSet<>();

    ExchangeCheck(Findings findings, RecordedLog log) {
        this.findings = findings;
        for (Logged<Command> command : log.commands()) {
            scope(command)
                    .ifPresent(scope -> commands.computeIfAbsent(scope, none -> new ArrayList<>())
                            .add(new Place(command.partition(), command.offset())));
        }
        for (Logged<PaymentFact> fact : log.payments()) {
            seen(
                    fact.value().getId(),
                    fact.value().getStatus().name(),
                    fact,
                    fact.value().getCommandOffset());
        }
        for (Logged<RefundFact> fact : log.refunds()) {
            seen(
                    fact.value().getId(),
                    fact.value().getStatus().name(),
                    fact,
                    fact.value().getCommandOffset());
        }
        for (Logged<EntryFact> entry : log.journal()) {
            EntryFact value = entry.value();
            switch (value.getKind()) {
                case "capture" -> captured.add(String.valueOf(value.getPaymentId()));
                case "refund" -> captured.add(String.valueOf(value.getRefundId()));
                default -> {}
            }
        }
    }

    void check(List<Exchange> exchanges) {
        Map<Scope, List<Exchange>> byScope = new LinkedHashMap<>();
        for (Exchange exchange : exchanges) {
            Scope scope = new Scope(exchange.merchantId(), exchange.operation(), exchange.key());
            byScope.computeIfAbsent(scope, none -> new ArrayList<>()).add(exchange);
        }
        byScope.forEach(this::scope);
        order(exchanges);
    }

    private void seen(String id, String status, Logged<?> fact, long commandOffset) {
        Set<String> known = statuses.get(id);
        if (known == null) {
            known = new HashSet<>();
            statuses.put(id, known);
            created.put(new Place(fact.partition(), commandOffset), id);
        }
        known.add(status);
    }

    private static Optional<Scope> scope(Logged<Command> command) {
        String key = command.value().getIdempotencyKey();
        if (key == null) {
            return Optional.empty();
        }
        return switch (command.value().getBody()) {
            case CreatePayment body -> Optional.of(new Scope(body.getMerchantId(), "payment", key));
            case CreateRefund body -> Optional.of(new Scope(body.getMerchantId(), "refund", key));
            default -> Optional.empty();
        };
    }

    /** All that was asked under one key. */
    private void scope(Scope scope, List<Exchange> asked) {
        String at = scope.operation + " " + scope.key + " of " + scope.merchantId;
        List<Exchange> definite = asked.stream().filter(Exchange::definite).toList();
        if (definite.isEmpty()) {
            findings.add("I4", at, "asked " + asked.size() + " times and never told how it ended");
            return;
        }
        List<Exchange> told = definite.stream()
                .filter(exchange -> !exchange.body().contains(REUSED))
                .toList();
        if (told.isEmpty()) {
            return;
        }
        Exchange first = told.getFirst();
        for (Exchange other : told) {
            if (!other.bodyDigest().equals(first.bodyDigest())) {
                findings.add("I5", at, "two bodies under one key were both taken");
            } else if (other.status() != first.status() || !other.body().equals(first.body())) {
                findings.add(
                        "I5",
                        at,
                        "told " + first.status() + " " + first.body() + " and then " + other.status() + " "
                                + other.body());
            }
        }
        if (first.status() < 300) {
            acknowledged(at, scope, first);
        } else {
            refused(at, scope, first);
        }
    }

    private void acknowledged(String at, Scope scope, Exchange exchange) {
        JsonNode body = JSON.readTree(exchange.body());
        String id = body.path("id").asString("");
        String status = body.path("status").asString("");
        Set<String> known = statuses.getOrDefault(id, Set.of());
        findings.unless(
                known.contains(status.toUpperCase(Locale.ROOT)),
                "I4",
                at,
                "told that " + id + " " + status + ", the log says " + known);
        findings.unless(
                commands.getOrDefault(scope, List.of()).stream().anyMatch(place -> id.equals(created.get(place))),
                "I4",
                at,
                "told of " + id + ", which no command of this key created");
        if (status.equals("succeeded") || status.equals("failed")) {
            // What waited for a person or a capture when it was told may have gone on since.
            findings.equal(
                    status.equals("succeeded"), captured.contains(id), "I4", at, "whether the journal holds " + id);
        }
    }

    private void refused(String at, Scope scope, Exchange exchange) {
        for (Place place : commands.getOrDefault(scope, List.of())) {
            String id = created.get(place);
            findings.unless(id == null, "I4", at, "told no (" + exchange.status() + "), yet " + id + " came of it");
        }
    }

    /** I8: whatever was answered before another thing was asked stands before it in the log, merchant by merchant. */
    private void order(List<Exchange> exchanges) {
        Map<String, List<Exchange>> byMerchant = new HashMap<>();
        exchanges.forEach(exchange -> byMerchant
                .computeIfAbsent(exchange.merchantId(), none -> new ArrayList<>())
                .add(exchange));
        byMerchant.forEach((merchant, asked) -> {
            List<Exchange> answered = asked.stream()
                    .filter(Exchange::definite)
                    .sorted(Comparator.comparingLong(Exchange::answeredNs))
                    .toList();
            List<Exchange> byAsked = asked.stream()
                    .sorted(Comparator.comparingLong(Exchange::askedNs))
                    .toList();
            Set<Scope> askedBefore = new HashSet<>();
            int next = 0;
            long latest = -1;
            for (Exchange exchange : byAsked) {
                while (next < answered.size() && answered.get(next).answeredNs() < exchange.askedNs()) {
                    latest = Math.max(latest, first(answered.get(next++)));
                }
                Scope scope = new Scope(merchant, exchange.operation(), exchange.key());
                if (askedBefore.add(scope)) {
                    long here = first(exchange);
                    findings.unless(
                            here < 0 || here > latest,
                            "I8",
                            exchange.operation() + " " + exchange.key() + " of " + merchant,
                            "stands at offset " + here + ", before " + latest + ", which was done when it was asked");
                }
            }
        });
    }

    private long first(Exchange exchange) {
        Scope scope = new Scope(exchange.merchantId(), exchange.operation(), exchange.key());
        List<Place> places = commands.getOrDefault(scope, List.of());
        return places.isEmpty() ? -1 : places.getFirst().offset();
    }
}
