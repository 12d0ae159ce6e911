package dev.kassa.edge;

import dev.kassa.edge.Route.Admission;
import dev.kassa.edge.Route.Call;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.stream.Stream;

/** Every call of the edge, as {@code openapi.yaml} has them. */
record Routes(
        MerchantCalls merchants,
        KeyCalls keys,
        PlatformKeyCalls platformKeys,
        PaymentCalls payments,
        RefundCalls refunds,
        OrderCalls orders,
        LedgerCalls ledger,
        CallbackCalls callbacks,
        AuditCalls audit,
        SystemCalls system,
        List<ReferenceCalls> references,
        ShadowCalls shadows,
        ExportCalls exports,
        SettlementCalls settlements,
        WithdrawalCalls withdrawals,
        BankAccountCalls bankAccounts,
        JobCalls jobs,
        SessionCalls sessions,
        LiveCalls live,
        PageCalls pages,
        ReportCalls reports,
        OperationCalls operation) {

    List<Route> all() {
        return Stream.concat(fixed().stream(), references.stream().flatMap(each -> reference(each).stream()))
                .toList();
    }

    private List<Route> fixed() {
        return List.of(
                post("/v1/merchants", merchants::create).audited("merchant.create"),
                post("/v1/merchants/lookup", merchants::lookup),
                get("/v1/merchants/lookup", merchants::lookupByQuery),
                get("/v1/merchants", merchants::list),
                get("/v1/merchants/{id}", merchants::get),
                route(HandlerType.PATCH, "/v1/merchants/{id}", merchants::update)
                        .audited("merchant.update"),
                post("/v1/merchants/{id}/keys", keys::create).audited("key.create"),
                get("/v1/merchants/{id}/keys", keys::list),
                route(HandlerType.DELETE, "/v1/merchants/{id}/keys/{key_id}", keys::revoke)
                        .audited("key.revoke"),
                post("/v1/keys", platformKeys::create).audited("platform-key.create"),
                get("/v1/keys", platformKeys::list),
                route(HandlerType.DELETE, "/v1/keys/{key_id}", platformKeys::revoke)
                        .audited("platform-key.revoke"),
                post("/v1/payments", payments::create).audited("payment.create"),
                get("/v1/payments", payments::list),
                post("/v1/payments/lookup", payments::lookup),
                get("/v1/payments/lookup", payments::lookupByQuery),
                get("/v1/payments/{id}", payments::get),
                get("/v1/payments/{id}/timeline", payments::timeline),
                post("/v1/payments/{id}/capture", payments::capture).audited("payment.capture"),
                post("/v1/payments/{id}/void", payments::voidAuthorization).audited("payment.void"),
                post("/v1/payments/{id}/cancel", payments::cancel).audited("payment.cancel"),
                post("/v1/payments/{id}/review", payments::review).audited("payment.review"),
                post("/v1/refunds", refunds::create).audited("refund.create"),
                get("/v1/refunds", refunds::list),
                post("/v1/refunds/lookup", refunds::lookup),
                get("/v1/refunds/lookup", refunds::lookupByQuery),
                get("/v1/refunds/{id}", refunds::get),
                post("/v1/orders/lookup", orders::lookup),
                get("/v1/orders/lookup", orders::lookupByQuery),
                get("/v1/orders/{order_no}", orders::get),
                post("/v1/sessions", sessions::begin).audited("session.begin"),
                route(HandlerType.DELETE, "/v1/sessions", sessions::end).audited("session.end"),
                get("/v1/session", sessions::get),
                always("/v1/stream", live::stream),
                always("/", pages::page),
                always("/app/{version}/{file}", pages::file),
                get("/v1/reports/payment-trend", reports::paymentTrend),
                get("/v1/reports/channel-comparison", reports::channelComparison),
                get("/v1/reports/merchant-ranking", reports::merchantRanking),
                get("/v1/reports/refund-rate", reports::refundRate),
                get("/v1/reports/risk-interceptions", reports::riskInterceptions),
                get("/v1/reports/funds-flow", reports::fundsFlow),
                get("/v1/reports/hours", reports::hours),
                get("/v1/balances", ledger::balances),
                get("/v1/ledger/trial-balance", ledger::trialBalance),
                get("/v1/ledger/entries", ledger::entries),
                get("/v1/ledger/checks", ledger::checks),
                get("/v1/ledger/checks/{id}", ledger::check),
                post("/v1/callbacks/{channel}", callbacks::receive),
                get("/v1/risk/reviews", payments::reviews),
                get("/v1/audit", audit::list),
                get("/v1/system/tables", system::tables),
                post("/v1/fee-schedules/{id}/shadow", shadows::ofFeeSchedule).audited("fee-schedule.shadow"),
                post("/v1/risk/rules/{id}/shadow", shadows::ofRule).audited("risk-rule.shadow"),
                get("/v1/shadow-runs/{id}", shadows::get),
                post("/v1/exports", exports::create).audited("export.create"),
                get("/v1/exports", exports::list),
                get("/v1/exports/{id}", exports::get),
                post("/v1/exports/{id}/cancel", exports::cancel).audited("export.cancel"),
                get("/v1/exports/{id}/events", exports::events),
                get("/v1/exports/{id}/file", exports::file),
                route(HandlerType.HEAD, "/v1/exports/{id}/file", exports::file),
                post("/v1/settlements", settlements::create).audited("settlement.create"),
                post("/v1/settlements/batch", settlements::createBatch).audited("settlement.create-batch"),
                get("/v1/settlements", settlements::list),
                post("/v1/settlements/lookup", settlements::lookup),
                get("/v1/settlements/lookup", settlements::lookupByQuery),
                get("/v1/settlements/{id}", settlements::get),
                get("/v1/settlements/{id}/entries", settlements::entries),
                get("/v1/settlements/{id}/statement", settlements::statement),
                post("/v1/settlements/{id}/approve", settlements::approve).audited("settlement.approve"),
                post("/v1/settlements/{id}/reject", settlements::reject).audited("settlement.reject"),
                post("/v1/settlements/{id}/run", settlements::run).audited("settlement.run"),
                post("/v1/withdrawals", withdrawals::create).audited("withdrawal.create"),
                get("/v1/withdrawals", withdrawals::list),
                get("/v1/withdrawals/{id}", withdrawals::get),
                post("/v1/withdrawals/{id}/approve", withdrawals::approve).audited("withdrawal.approve"),
                post("/v1/withdrawals/{id}/reject", withdrawals::reject).audited("withdrawal.reject"),
                post("/v1/withdrawals/{id}/cancel", withdrawals::cancel).audited("withdrawal.cancel"),
                post("/v1/bank-accounts", bankAccounts::create).audited("bank-account.create"),
                get("/v1/bank-accounts", bankAccounts::list),
                get("/v1/bank-accounts/{id}", bankAccounts::get),
                post("/v1/bank-accounts/{id}/verify", bankAccounts::verify).audited("bank-account.verify"),
                post("/v1/bank-accounts/{id}/reject", bankAccounts::reject).audited("bank-account.reject"),
                post("/v1/bank-accounts/{id}/disable", bankAccounts::disable).audited("bank-account.disable"),
                get("/v1/jobs", jobs::list),
                get("/v1/jobs/{name}", jobs::get),
                get("/v1/jobs/{name}/runs", jobs::runs),
                post("/v1/jobs/{name}/run", jobs::run).audited("job.run"),
                post("/v1/jobs/{name}/pause", jobs::pause).audited("job.pause"),
                post("/v1/jobs/{name}/resume", jobs::resume).audited("job.resume"),
                get("/v1/notices", jobs::notices),
                always("/health/live", operation::live),
                always("/health/ready", operation::ready),
                always("/metrics", operation::metrics),
                always("/docs", operation::docs),
                always("/docs/openapi.yaml", operation::contract));
    }

    private static List<Route> reference(ReferenceCalls calls) {
        String all = calls.kind().path();
        String one = all + "/{id}";
        String action = calls.kind().word();
        return List.of(
                get(all, calls::list),
                post(all + "/lookup", calls::lookup),
                get(one, calls::get),
                route(HandlerType.PUT, one, calls::put).audited(action + ".put"),
                route(HandlerType.DELETE, one, calls::remove).audited(action + ".remove"),
                get(one + "/history", calls::history),
                post(one + "/rollback", calls::rollback).audited(action + ".rollback"));
    }

    private static Route post(String path, Call call) {
        return route(HandlerType.POST, path, call);
    }

    private static Route get(String path, Call call) {
        return route(HandlerType.GET, path, call);
    }

    private static Route route(HandlerType method, String path, Call call) {
        return new Route(method, path, Admission.BOUNDED, call, null);
    }

    private static Route always(String path, Call call) {
        return new Route(HandlerType.GET, path, Admission.ALWAYS, call, null);
    }
}
