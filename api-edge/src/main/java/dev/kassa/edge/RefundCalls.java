package dev.kassa.edge;

import dev.kassa.avro.RefundFact;
import dev.kassa.edge.Intake.Body;
import dev.kassa.edge.render.FactJson;
import dev.kassa.edge.render.ViewJson;
import dev.kassa.port.Queries;
import dev.kassa.port.Queries.OrderView;
import dev.kassa.port.Queries.RefundFilter;
import dev.kassa.port.ViewUnavailableException;
import dev.kassa.schema.ErrorCode;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Refunds: given and read. */
record RefundCalls(Intake intake, Writes writes, Queries queries, InstantSource clock) {
    void create(Exchange exchange) throws IOException {
        Intake.Write write = intake.write(exchange, "CreateRefund", Body.REQUIRED);
        writes.perform(
                exchange,
                write,
                CommandBodies.createRefund(write.merchantId(), write.body(), clock.instant()),
                () -> pendingOf(write.merchantId(), write.body()));
    }

    void get(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        String id = exchange.pathParameter("id");
        Optional<RefundFact> refund = intake.merchantIfNamed(read, exchange)
                .map(merchant -> read.queries().refund(merchant, id))
                .orElseGet(() ->
                        Optional.ofNullable(read.queries().refunds(List.of(id)).get(id)));
        exchange.answerJson(
                200,
                FactJson.refund(
                        refund.orElseThrow(() -> read.missing(ErrorCode.NOT_FOUND, "There is no refund of this id."))));
    }

    void lookup(Exchange exchange) throws IOException {
        answer(exchange, intake.read(exchange, "Lookup"), Lookups::keys);
    }

    void lookupByQuery(Exchange exchange) throws IOException {
        answer(exchange, intake.read(exchange, null), _ -> Lookups.keys(exchange));
    }

    private void answer(Exchange exchange, Intake.Read read, Function<JsonNode, List<String>> asked)
            throws IOException {
        Optional<String> merchant = intake.merchantIfNamed(read, exchange);
        List<String> keys = asked.apply(read.body());
        Map<String, RefundFact> found = merchant.map(own -> read.queries().refunds(own, keys))
                .orElseGet(() -> read.queries().refunds(keys));
        exchange.answerJson(200, ViewJson.found(keys, found, ViewJson::refund));
    }

    void list(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        String merchant = intake.merchantOf(read, exchange);
        QueryParameters parameters =
                QueryParameters.of(exchange.query(), "payment_id", "time", "from", "to", "status", "limit", "cursor");
        RefundFilter filter = parameters.refundFilter();
        exchange.answerJson(200, ViewJson.page(Lookups.page(() -> read.queries().refunds(merchant, filter))));
    }

    /** The refund, where the views know it by now; else its order, else its payment. */
    private Writes.Pending pendingOf(String merchantId, JsonNode body) {
        String refundNo = body.get("refund_no").stringValue();
        String orderNo = body.path("order_no").asString("");
        if (orderNo.isEmpty()) {
            String location =
                    "/v1/payments/" + Lookups.encoded(body.path("payment_id").asString(""));
            return new Writes.Pending(location, Lookups.pendingBody("refund", "refund_no", refundNo));
        }
        return known(merchantId, orderNo, refundNo)
                .map(refund -> new Writes.Pending("/v1/refunds/" + refund.getId(), FactJson.refund(refund)))
                .orElseGet(() -> Lookups.pendingOrder("refund", "refund_no", refundNo, orderNo));
    }

    private Optional<RefundFact> known(String merchantId, String orderNo, String refundNo) {
        try {
            return queries.order(merchantId, orderNo).map(OrderView::refunds).stream()
                    .flatMap(List::stream)
                    .filter(refund -> refund.getRefundNo().equals(refundNo))
                    .findFirst();
        } catch (ViewUnavailableException e) {
            return Optional.empty();
        }
    }
}
