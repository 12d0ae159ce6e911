package dev.kassa.channel.simulator;

import dev.kassa.channel.simulator.Script.Kind;
import org.jspecify.annotations.Nullable;

/** What the simulator does with a request whose key it has not seen. Pure. */
final class SimulatorRules {
    private SimulatorRules() {}

    /**
     * @param charge the charge that the request is about; null for a new one, or where there is none
     * @param reference the name that the deed is to have
     */
    static Deed decide(SimulatorRequest request, @Nullable Charge charge, String reference) {
        return switch (request.operation()) {
            case AUTHORIZE -> authorize(request, reference);
            case CAPTURE -> charge == null ? noCharge(request, reference) : capture(request, charge, reference);
            case VOID -> charge == null ? noCharge(request, reference) : voidCharge(request, charge, reference);
            case REFUND -> charge == null ? noCharge(request, reference) : refund(request, charge, reference);
        };
    }

    private static Deed authorize(SimulatorRequest request, String reference) {
        Script script = Script.of(request.token());
        if (request.amount() < 1) {
            return Deed.declined(request, reference, "invalid_amount", "the amount must be above 0");
        }
        if (script.kind() == Kind.DECLINED) {
            return Deed.declined(request, reference, "card_declined", "the card was declined");
        }
        if (script.kind() == Kind.INVALID_TOKEN) {
            return Deed.declined(request, reference, "invalid_token", "there is no such payment method");
        }
        return script.notifies() ? Deed.pending(request, reference) : Deed.approved(request, reference);
    }

    private static Deed capture(SimulatorRequest request, Charge charge, String reference) {
        if (charge.voided() || !charge.deed.approved()) {
            return Deed.declined(request, reference, "invalid_state", "the charge is " + charge.status());
        }
        if (charge.captured() > 0) {
            return Deed.declined(request, reference, "already_captured", "the charge was captured");
        }
        if (request.amount() < 1 || request.amount() > charge.deed.request().amount()) {
            return Deed.declined(request, reference, "invalid_amount", "more than was authorized, or nothing");
        }
        if (kind(charge) == Kind.CAPTURE_DECLINED) {
            return Deed.declined(request, reference, "capture_declined", "the capture was declined");
        }
        return Deed.approved(request, reference);
    }

    private static Deed voidCharge(SimulatorRequest request, Charge charge, String reference) {
        if (charge.captured() > 0 || charge.voided() || !charge.deed.approved()) {
            return Deed.declined(request, reference, "invalid_state", "the charge is " + charge.status());
        }
        return Deed.approved(request, reference);
    }

    private static Deed refund(SimulatorRequest request, Charge charge, String reference) {
        if (request.amount() < 1 || request.amount() > charge.captured() - charge.refunded()) {
            return Deed.declined(request, reference, "refund_exceeds_captured", "more than is left, or nothing");
        }
        if (kind(charge) == Kind.REFUND_DECLINED) {
            return Deed.declined(request, reference, "refund_declined", "the refund was declined");
        }
        return Deed.approved(request, reference);
    }

    private static Deed noCharge(SimulatorRequest request, String reference) {
        return Deed.declined(request, reference, "charge_not_found", "there is no such charge");
    }

    private static Kind kind(Charge charge) {
        return Script.of(charge.deed.request().token()).kind();
    }
}
