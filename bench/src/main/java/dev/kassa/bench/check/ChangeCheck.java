package dev.kassa.bench.check;

import dev.kassa.avro.Command;
import dev.kassa.avro.CreatePayment;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.ReferenceFact;
import dev.kassa.bench.check.Evidence.Change;
import dev.kassa.bench.check.Evidence.Exchange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * R1 and R2 as operators saw them: what they were told holds is in the log, what they were refused is not, and no payment that
 * was asked for afterwards escaped it.
 */
final class ChangeCheck {
    private final Findings findings;
    private final ReferenceRules references;
    private final Map<String, String> madeBy = new HashMap<>();
    private final Map<String, PaymentFact> taken = new HashMap<>();

    ChangeCheck(Findings findings, RecordedLog log, ReferenceRules references) {
        this.findings = findings;
        this.references = references;
        record Place(int partition, long offset) {}
        Map<Place, PaymentFact> opened = new HashMap<>();
        Set<String> ids = new HashSet<>();
        for (Logged<PaymentFact> logged : log.payments()) {
            if (ids.add(logged.value().getId())) {
                opened.put(new Place(logged.partition(), logged.value().getCommandOffset()), logged.value());
            }
        }
        Map<Place, Logged<MerchantFact>> changed = new HashMap<>();
        log.merchants()
                .forEach(logged ->
                        changed.put(new Place(logged.partition(), logged.value().getCommandOffset()), logged));
        for (Logged<Command> command : log.commands()) {
            Place place = new Place(command.partition(), command.offset());
            PaymentFact fact = opened.get(place);
            if (fact != null && command.value().getBody() instanceof CreatePayment body) {
                String key = command.value().getIdempotencyKey();
                taken.put(body.getMerchantId() + " " + (key == null ? body.getOrderNo() : key), fact);
            }
            if (changed.containsKey(place)) {
                made(command.value().getRequestId(), Objects.requireNonNull(changed.get(place)));
            }
        }
        for (Logged<ReferenceFact> logged : log.history()) {
            made(logged.value().getRequestId(), logged);
        }
    }

    private void made(@Nullable String requestId, Logged<?> fact) {
        if (requestId != null) {
            madeBy.put(requestId, fact.at());
        }
    }

    void check(List<Change> changes, List<Exchange> exchanges) {
        changes.forEach(this::told);
        Map<String, List<Change>> ofMerchants = new HashMap<>();
        List<Change> shared = new ArrayList<>();
        for (Change change : changes) {
            if (change.inForce()) {
                (change.shared() ? shared : ofMerchants.computeIfAbsent(change.subject(), none -> new ArrayList<>()))
                        .add(change);
            }
        }
        List<Exchange> asked = firsts(exchanges);
        escaped(shared, asked, PaymentFact::getReferenceVersion);
        ofMerchants.forEach((merchant, theirs) -> escaped(
                theirs,
                asked.stream()
                        .filter(exchange -> exchange.merchantId().equals(merchant))
                        .toList(),
                PaymentFact::getMerchantVersion));
    }

    private void told(Change change) {
        String at = change.subject() + ", request " + change.requestId();
        if (change.refused()) {
            String made = madeBy.get(change.requestId());
            findings.unless(made == null, "R1", at, "told no (" + change.status() + "), yet " + made + " came of it");
        } else if (change.inForce() && change.shared()) {
            String subject = references
                    .decided(change.version())
                    .map(fact -> fact.getKind() + "/" + fact.getKey())
                    .orElse("nothing");
            findings.equal(change.subject(), subject, "R1", at, "what changed with version " + change.version());
        }
    }

    /** The payments that were asked for, each with the moment at which it was asked for first. */
    private static List<Exchange> firsts(List<Exchange> exchanges) {
        Map<String, Exchange> firsts = new HashMap<>();
        for (Exchange exchange : exchanges) {
            if (exchange.operation().equals("payment")) {
                firsts.merge(name(exchange), exchange, (one, other) -> one.askedNs() <= other.askedNs() ? one : other);
            }
        }
        return firsts.values().stream()
                .sorted(Comparator.comparingLong(Exchange::askedNs))
                .toList();
    }

    private static String name(Exchange exchange) {
        return exchange.merchantId() + " " + exchange.key();
    }

    /** R2: what was answered to hold before a payment was asked for holds for it. */
    private void escaped(List<Change> changes, List<Exchange> asked, ToLongFunction<PaymentFact> version) {
        List<Change> answered = changes.stream()
                .sorted(Comparator.comparingLong(Change::answeredNs))
                .toList();
        int next = 0;
        long least = 0;
        for (Exchange exchange : asked) {
            while (next < answered.size() && answered.get(next).answeredNs() < exchange.askedNs()) {
                least = Math.max(least, answered.get(next++).version());
            }
            PaymentFact fact = taken.get(name(exchange));
            findings.unless(
                    fact == null || version.applyAsLong(fact) >= least,
                    "R2",
                    "payment " + name(exchange),
                    "escaped change " + least + ", which held when it was asked for");
        }
    }
}
