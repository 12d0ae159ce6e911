package dev.kassa.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.ApprovalFact;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import dev.kassa.avro.WithdrawalFact;
import dev.kassa.avro.WithdrawalStatusCode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A merchant's withdrawals in plain sums: what is held, what the bank last said, and who agreed. Knows the journal and the
 * facts that the core writes, and works out by itself what they have to come to.
 */
final class WithdrawalModel {
    private static final long SECOND_APPROVAL_FROM = 10_000_000;
    private static final long THIRD_APPROVAL_FROM = 100_000_000;

    private final Map<String, Long> balances = new HashMap<>();
    private final Set<String> entryIds = new HashSet<>();
    private final Map<String, WithdrawalFact> withdrawals = new LinkedHashMap<>();
    private final Map<String, Boolean> paidAtBank = new HashMap<>();
    private final Set<String> heldAtBank = new HashSet<>();
    private final Map<String, String> persons;
    private long earned;
    private long captureFees;
    private int contradicted;

    /** @param persons by the actor's name */
    WithdrawalModel(Map<String, String> persons) {
        this.persons = persons;
    }

    String person(String actor) {
        return persons.getOrDefault(actor, actor);
    }

    /** I1 of the entry, I2 and I3 of the balances after it. */
    void posted(EntryFact entry) {
        assertThat(entryIds.add(entry.getId())).as(entry.getId()).isTrue();
        long difference = 0;
        for (LegFact leg : entry.getLegs()) {
            difference += leg.getDebit() - leg.getCredit();
            balances.merge(leg.getAccount(), leg.getCredit() - leg.getDebit(), Long::sum);
        }
        assertThat(difference).as("I1 of %s", entry.getId()).isZero();
        assertThat(balances.values().stream().mapToLong(Long::longValue).sum()).isZero();
        assertThat(available()).as("I3 after %s", entry.getId()).isNotNegative();
        boolean ofWithdrawal = entry.getWithdrawalId() != null;
        assertThat(entry.getKind().startsWith("withdrawal")).isEqualTo(ofWithdrawal);
        for (LegFact leg : entry.getLegs()) {
            long credit = leg.getCredit() - leg.getDebit();
            earned += !ofWithdrawal && leg.getAccount().endsWith(":available") ? credit : 0;
            captureFees += !ofWithdrawal && leg.getAccount().equals("fees") ? credit : 0;
        }
    }

    void told(WithdrawalFact fact) {
        WithdrawalFact before = withdrawals.put(fact.getId(), fact);
        if (before == null) {
            assertThat(fact.getStatus()).isEqualTo(WithdrawalStatusCode.PENDING);
            assertThat(fact.getApprovalsNeeded()).isEqualTo(approvalsNeeded(fact.getAmount()));
            return;
        }
        assertThat(isEnd(before) && before.getStatus() != fact.getStatus())
                .as("%s had ended", fact.getId())
                .isFalse();
        List<String> approvers = fact.getApprovals().stream()
                .map(ApprovalFact::getActor)
                .map(this::person)
                .toList();
        assertThat(approvers).doesNotHaveDuplicates().doesNotContain(person(fact.getRequestedBy()));
        boolean agreed = fact.getStatus() == WithdrawalStatusCode.APPROVED
                || fact.getStatus() == WithdrawalStatusCode.PROCESSING
                || fact.getStatus() == WithdrawalStatusCode.COMPLETED;
        assertThat(approvers.size() >= fact.getApprovalsNeeded() || !agreed).isTrue();
    }

    static int approvalsNeeded(long amount) {
        return amount >= THIRD_APPROVAL_FROM ? 3 : amount >= SECOND_APPROVAL_FROM ? 2 : 1;
    }

    static boolean isEnd(WithdrawalFact fact) {
        return switch (fact.getStatus()) {
            case COMPLETED, FAILED, REJECTED, CANCELLED -> true;
            default -> false;
        };
    }

    /** A payout goes to the bank while it is under way, as it was agreed on. */
    void asked(String id, long amount) {
        WithdrawalFact fact = find(id);
        assertThat(fact.getStatus()).isIn(WithdrawalStatusCode.APPROVED, WithdrawalStatusCode.PROCESSING);
        assertThat(amount).isEqualTo(fact.getAmount() - fact.getFee());
        heldAtBank.add(id);
    }

    /** The bank's word for good on one that it was asked to pay. */
    void bankSaid(String id, boolean paid) {
        Boolean before = paidAtBank.put(id, paid);
        contradicted += before != null && before != paid ? 1 : 0;
    }

    boolean wasAsked(String id) {
        return heldAtBank.contains(id);
    }

    WithdrawalFact find(String id) {
        return Objects.requireNonNull(withdrawals.get(id));
    }

    @Nullable
    WithdrawalFact numbered(String number) {
        return withdrawals.values().stream()
                .filter(each -> each.getWithdrawalNo().equals(number))
                .findFirst()
                .orElse(null);
    }

    List<WithdrawalFact> all() {
        return List.copyOf(withdrawals.values());
    }

    long available() {
        return balance("merchant:shop:available");
    }

    private long balance(String account) {
        return balances.getOrDefault(account, 0L);
    }

    /** What holds after every command. */
    void check() {
        long held = 0;
        long gone = 0;
        long fees = 0;
        long clearing = 0;
        long suspense = 0;
        for (WithdrawalFact each : withdrawals.values()) {
            boolean completed = each.getStatus() == WithdrawalStatusCode.COMPLETED;
            long payout = each.getAmount() - each.getFee();
            boolean paid = paidAtBank.getOrDefault(each.getId(), false);
            held += isEnd(each) ? 0 : each.getAmount();
            gone += completed ? each.getAmount() : 0;
            fees += completed ? each.getFee() : 0;
            clearing += paid ? payout : 0;
            suspense += (paid ? payout : 0) - (completed ? payout : 0);
            assertThat(each.getBankState())
                    .as(each.getId())
                    .satisfies(state -> assertThat(isEnd(each) && paid != completed)
                            .isEqualTo((completed ? "rejected" : "paid").equals(state) && isEnd(each)));
        }
        assertThat(balance("merchant:shop:in_transit")).as("in transit").isEqualTo(held);
        assertThat(available()).as("available").isEqualTo(earned - held - gone);
        assertThat(balance("fees")).as("fees").isEqualTo(captureFees + fees);
        assertThat(balance("bank:clearing")).as("what the bank says it paid").isEqualTo(clearing);
        assertThat(balance("suspense")).as("suspense").isEqualTo(-suspense);
    }

    long of(WithdrawalStatusCode status) {
        return withdrawals.values().stream()
                .filter(each -> each.getStatus() == status)
                .count();
    }

    int contradicted() {
        return contradicted;
    }
}
