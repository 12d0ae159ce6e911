package dev.kassa.withdrawal;

import dev.kassa.reference.Actor;

/** A person's word on a withdrawal. */
public record WithdrawalCommand(Kind kind, Actor actor, String reason) {
    /** What may be said. */
    public enum Kind {
        APPROVE,
        REJECT,
        CANCEL
    }
}
