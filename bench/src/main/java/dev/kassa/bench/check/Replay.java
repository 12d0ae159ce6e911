package dev.kassa.bench.check;

import dev.kassa.avro.ApplyReference;
import dev.kassa.avro.ChangeReference;
import dev.kassa.avro.Command;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.FlagAttribute;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.schema.Partitions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Walks the commands of one partition in order, and judges the facts of each by what the model knew before it: I4, I5
 * and I7 as far as the log itself tells, and whatever depends on the tables in force at a command's place.
 */
final class Replay {
    private final Findings findings;
    private final int partitions;
    private final ReferenceRules references;
    private final MerchantRules merchantRules;
    private final PriceRules prices;
    private final RiskRules risk;
    private final PaymentRules paymentRules;
    private final RefundRules refundRules;
    private final Tables tables = new Tables();
    private final Map<String, MerchantModel> merchants = new HashMap<>();
    private final Books books = new Books();
    private final TreeMap<Long, Effects> effects = new TreeMap<>();

    Replay(Findings findings, int partitions, ReferenceRules references) {
        this.partitions = partitions;
        this.findings = findings;
        this.references = references;
        this.merchantRules = new MerchantRules(findings);
        this.prices = new PriceRules(findings);
        this.risk = new RiskRules(findings);
        this.paymentRules = new PaymentRules(findings, prices, risk, tables);
        this.refundRules = new RefundRules(findings);
    }

    /** The merchants of the partition as they stand after its last command. */
    Map<String, MerchantModel> partition(
            List<Logged<Command>> commands,
            List<Logged<PaymentFact>> payments,
            List<Logged<RefundFact>> refunds,
            List<Logged<EntryFact>> journal,
            List<Logged<MerchantFact>> changed) {
        payments.forEach(fact -> of(fact.value().getCommandOffset()).payments().add(fact));
        refunds.forEach(fact -> of(fact.value().getCommandOffset()).refunds().add(fact));
        journal.forEach(entry -> of(entry.value().getCommandOffset()).journal().add(entry));
        changed.forEach(fact -> of(fact.value().getCommandOffset()).merchants().add(fact));
        for (Logged<Command> command : commands) {
            Effects caused =
                    Optional.ofNullable(effects.remove(command.offset())).orElseGet(Effects::new);
            one(command, caused);
        }
        effects.forEach((offset, orphans) ->
                findings.add("I4", orphans.at(), "says it comes from command " + offset + ", which is none"));
        return merchants;
    }

    private Effects of(long commandOffset) {
        return effects.computeIfAbsent(commandOffset, none -> new Effects());
    }

    private void one(Logged<Command> command, Effects caused) {
        switch (command.value().getBody()) {
            case ChangeReference asked -> references.take(command, asked, tables);
            case ApplyReference told -> references.take(command, told, tables);
            case FlagAttribute told -> risk.take(told);
            default -> judge(command, caused);
        }
        apply(command, caused);
    }

    private void judge(Logged<Command> command, Effects caused) {
        String key = command.key();
        if (key == null) {
            // A tick: it may move whichever merchants of the partition have something due.
            return;
        }
        MerchantModel merchant = merchant(key);
        Verdict verdict = Partitions.of(key, partitions) == command.partition()
                ? Judge.judge(command, merchant, books, tables)
                : Verdict.mustNot("the merchant does not live on this partition");
        switch (verdict.kind()) {
            case MUST ->
                findings.unless(
                        caused.changesSomething(),
                        verdict.invariant(),
                        command.at(),
                        "led to nothing, although " + verdict.why());
            case MUST_NOT -> {
                if (!caused.none()) {
                    findings.add(
                            verdict.invariant(),
                            caused.at(),
                            "command " + command.at() + " led to this, although " + verdict.why());
                }
            }
            case MAY -> {}
        }
    }

    private void apply(Logged<Command> command, Effects caused) {
        caused.merchants()
                .forEach(fact ->
                        merchantRules.take(fact, command, merchant(fact.value().getId())));
        List<Templates.Expected> expected = new ArrayList<>();
        for (Logged<RefundFact> fact : caused.refunds()) {
            refundRules
                    .take(fact, command, merchant(fact.value().getMerchantId()), books)
                    .ifPresent(expected::add);
        }
        for (Logged<PaymentFact> fact : caused.payments()) {
            MerchantModel merchant = merchant(fact.value().getMerchantId());
            paymentRules.take(fact, command, merchant).ifPresent(expected::add);
            paymentRules.refundTotals(fact, merchant);
        }
        for (Logged<EntryFact> entry : caused.journal()) {
            if (SettlementCheck.isItsOwn(entry.value())) {
                books.post(entry.value());
                continue;
            }
            Templates.Expected posted = Templates.of(entry.value());
            if (!expected.remove(posted)) {
                findings.add("I4", entry.at(), "posts " + posted + ", the facts beside it call for " + expected);
            }
            findings.equal(command.timestampMs(), entry.value().getPostedAtMs(), "I7", entry.at(), "posted_at");
            prices.posted(entry, merchant(entry.value().getMerchantId()));
            books.post(entry.value());
        }
        expected.forEach(missing -> findings.add("I4", command.at(), "the journal lacks " + missing));
    }

    private MerchantModel merchant(String id) {
        return merchants.computeIfAbsent(id, none -> new MerchantModel());
    }
}
