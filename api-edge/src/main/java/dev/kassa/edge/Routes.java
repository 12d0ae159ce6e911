package dev.kassa.edge;

import dev.kassa.edge.Route.Admission;
import dev.kassa.edge.Route.Call;
import io.javalin.http.HandlerType;
import java.util.List;

/** Every call of the edge, as {@code openapi.yaml} has them. */
record Routes(
        MerchantCalls merchants,
        PaymentCalls payments,
        RefundCalls refunds,
        OrderCalls orders,
        LedgerCalls ledger,
        CallbackCalls callbacks,
        AuditCalls audit,
        OperationCalls operation) {

    List<Route> all() {
        return List.of(
                post("/v1/merchants", merchants::create).audited("merchant.create"),
                post("/v1/merchants/lookup", merchants::lookup),
                get("/v1/merchants/{id}", merchants::get),
                post("/v1/payments", payments::create).audited("payment.create"),
                get("/v1/payments", payments::list),
                post("/v1/payments/lookup", payments::lookup),
                get("/v1/payments/{id}", payments::get),
                post("/v1/payments/{id}/capture", payments::capture).audited("payment.capture"),
                post("/v1/payments/{id}/void", payments::voidAuthorization).audited("payment.void"),
                post("/v1/payments/{id}/cancel", payments::cancel).audited("payment.cancel"),
                post("/v1/refunds", refunds::create).audited("refund.create"),
                post("/v1/refunds/lookup", refunds::lookup),
                get("/v1/refunds/{id}", refunds::get),
                post("/v1/orders/lookup", orders::lookup),
                get("/v1/orders/{order_no}", orders::get),
                get("/v1/balances", ledger::balances),
                get("/v1/ledger/trial-balance", ledger::trialBalance),
                get("/v1/ledger/entries", ledger::entries),
                post("/v1/callbacks/{channel}", callbacks::receive),
                get("/v1/audit", audit::list),
                always("/health/live", operation::live),
                always("/health/ready", operation::ready),
                always("/metrics", operation::metrics),
                always("/docs", operation::docs),
                always("/docs/openapi.yaml", operation::contract));
    }

    private static Route post(String path, Call call) {
        return new Route(HandlerType.POST, path, Admission.BOUNDED, call, null);
    }

    private static Route get(String path, Call call) {
        return new Route(HandlerType.GET, path, Admission.BOUNDED, call, null);
    }

    private static Route always(String path, Call call) {
        return new Route(HandlerType.GET, path, Admission.ALWAYS, call, null);
    }
}
