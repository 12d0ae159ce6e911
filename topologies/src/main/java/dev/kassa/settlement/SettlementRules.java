package dev.kassa.settlement;

import dev.kassa.payment.Failure;
import dev.kassa.settlement.Settlement.Decision;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happens to a settlement once its dates are closed. Every method changes nothing and gives what follows. */
public final class SettlementRules {
    /** How long after each attempt that came to nothing the next is made; after the last, a person has to see to it. */
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(4));

    private SettlementRules() {}

    /** Drawn up, and approved where no person has to be asked. */
    public static Settlement drawnUp(Settlement settlement, Statement statement, SettlementTerms terms, long nowMs) {
        Settlement drawn = settlement.with(statement, nowMs);
        return isApprovedByRule(statement, terms)
                ? drawn.with(SettlementStatus.APPROVED, new Decision(Settlement.BY_RULE, nowMs, ""), nowMs)
                : drawn;
    }

    private static boolean isApprovedByRule(Statement statement, SettlementTerms terms) {
        long moved = Math.addExact(statement.net(), statement.reserveHeld());
        return moved == 0 || moved < terms.autoApproveBelow();
    }

    /** Why a command cannot be carried out; empty where {@link #carriedOut} can. */
    public static Optional<SettlementRejection> refusal(Settlement settlement, SettlementCommand command) {
        SettlementStatus status = settlement.status();
        boolean drawn = settlement.statement() != null;
        return switch (command) {
            case SettlementCommand.Approve approve ->
                drawn && status == SettlementStatus.PENDING
                        ? Optional.empty()
                        : Optional.of(SettlementRejection.NOT_WAITING);
            case SettlementCommand.Reject reject ->
                drawn && (status == SettlementStatus.PENDING || status == SettlementStatus.APPROVED)
                        ? Optional.empty()
                        : Optional.of(SettlementRejection.NOT_REJECTABLE);
            case SettlementCommand.Run run ->
                status == SettlementStatus.REJECTED || status == SettlementStatus.FAILED
                        ? Optional.empty()
                        : Optional.of(SettlementRejection.NOT_TO_RUN);
        };
    }

    /** The settlement after a command that is not refused. */
    public static Settlement carriedOut(Settlement settlement, SettlementCommand command, long nowMs) {
        return switch (command) {
            case SettlementCommand.Approve(String by, String reason) ->
                settlement.with(SettlementStatus.APPROVED, new Decision(by, nowMs, reason), nowMs);
            case SettlementCommand.Reject(String by, String reason) ->
                settlement.with(SettlementStatus.REJECTED, new Decision(by, nowMs, reason), nowMs);
            case SettlementCommand.Run run ->
                settlement.status() == SettlementStatus.FAILED
                        ? settlement.again(SettlementStatus.APPROVED, settlement.decision(), nowMs)
                        : settlement.again(SettlementStatus.PENDING, null, nowMs);
        };
    }

    /** The settlement after an attempt to carry it out. */
    public static Settlement tried(Settlement settlement, @Nullable Failure why, long nowMs) {
        int tries = settlement.attempts() + 1;
        if (why == null) {
            return settlement.tried(SettlementStatus.COMPLETED, null, tries, nowMs);
        }
        boolean givenUp = tries > PAUSES.size();
        return settlement.tried(givenUp ? SettlementStatus.FAILED : SettlementStatus.PROCESSING, why, tries, nowMs);
    }

    /** When one that is tried again is. */
    public static long triedAgainAtMs(Settlement settlement) {
        return settlement.updatedAtMs() + PAUSES.get(settlement.attempts() - 1).toMillis();
    }

    /** It waits for nothing but its time. */
    public static boolean isToBeCarriedOut(Settlement settlement) {
        return settlement.status() == SettlementStatus.APPROVED || settlement.status() == SettlementStatus.PROCESSING;
    }
}
