package dev.kassa.channel.simulator;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the simulator did under one key, and the line of its file that says so.
 *
 * @param reference the simulator's own name for it
 * @param code why not, e.g. {@code card_declined}
 * @param notified whether its callbacks were received
 */
record Deed(
        SimulatorRequest request,
        Status status,
        String reference,
        @Nullable String code,
        @Nullable String message,
        boolean notified) {
    enum Status {
        APPROVED,
        DECLINED,
        PENDING,
        /** Nothing was done under the key, and nothing will be. */
        TOMBSTONE
    }

    static Deed approved(SimulatorRequest request, String reference) {
        return new Deed(request, Status.APPROVED, reference, null, null, false);
    }

    static Deed pending(SimulatorRequest request, String reference) {
        return new Deed(request, Status.PENDING, reference, null, null, false);
    }

    static Deed declined(SimulatorRequest request, String reference, String code, String message) {
        return new Deed(request, Status.DECLINED, reference, code, message, false);
    }

    static Deed tombstone(SimulatorRequest request, String reference) {
        return new Deed(
                request, Status.TOMBSTONE, reference, "channel_timeout", "nothing was done and nothing will be", false);
    }

    Deed withStatus(Status changed) {
        return new Deed(request, changed, reference, code, message, notified);
    }

    /** The same, with one copy of the texts that many have alike. */
    Deed sharing(UnaryOperator<String> shared) {
        return new Deed(request.sharing(shared), status, reference, code, message, notified);
    }

    Deed withNotified() {
        return new Deed(request, status, reference, code, message, true);
    }

    boolean approved() {
        return status == Status.APPROVED;
    }
}
