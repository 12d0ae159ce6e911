package dev.kassa.edge;

import dev.kassa.avro.CancelPayment;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.ReviewPayment;
import dev.kassa.avro.VoidPayment;
import dev.kassa.edge.Intake.Body;
import dev.kassa.edge.render.FactJson;
import dev.kassa.edge.render.TimelineJson;
import dev.kassa.edge.render.ViewJson;
import dev.kassa.edge.timeline.Timeline;
import dev.kassa.port.Queries;
import dev.kassa.port.Queries.OrderView;
import dev.kassa.port.Queries.PaymentFilter;
import dev.kassa.port.Queries.PaymentPage;
import dev.kassa.port.ViewUnavailableException;
import dev.kassa.schema.ErrorCode;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Payments: taken, captured, given back before they are taken, and read. */
record PaymentCalls(Intake intake, Writes writes, Queries queries, Timeline timeline, InstantSource clock) {
    private static final String PATH = "/v1/payments/";

    void create(Exchange exchange) throws IOException {
        Intake.Write write = intake.write(exchange, "CreatePayment", Body.REQUIRED);
        String orderNo = write.body().get("order_no").stringValue();
        writes.perform(
                exchange,
                write,
                CommandBodies.createPayment(write.merchantId(), write.body(), clock.instant()),
                () -> pendingOf(write.merchantId(), orderNo));
    }

    void capture(Exchange exchange) throws IOException {
        Intake.Write write = intake.write(exchange, "CapturePayment", Body.OPTIONAL);
        String id = exchange.pathParameter("id");
        writes.perform(
                exchange,
                write,
                CommandBodies.capturePayment(write.merchantId(), id, write.body()),
                () -> pendingById(id));
    }

    void voidAuthorization(Exchange exchange) throws IOException {
        Intake.Write write = intake.write(exchange, "Nothing", Body.OPTIONAL);
        String id = exchange.pathParameter("id");
        writes.perform(exchange, write, new VoidPayment(write.merchantId(), id), () -> pendingById(id));
    }

    void cancel(Exchange exchange) throws IOException {
        Intake.Write write = intake.write(exchange, "Nothing", Body.OPTIONAL);
        String id = exchange.pathParameter("id");
        writes.perform(exchange, write, new CancelPayment(write.merchantId(), id), () -> pendingById(id));
    }

    /** A person's decision on a payment that waits for one. */
    void review(Exchange exchange) throws IOException {
        Intake.Write write = intake.decision(exchange, "ReviewPayment");
        String id = exchange.pathParameter("id");
        boolean accept = write.body().get("decision").stringValue().equals("accept");
        writes.perform(
                exchange,
                write,
                new ReviewPayment(
                        write.merchantId(),
                        id,
                        accept,
                        write.body().get("reason").stringValue()),
                () -> pendingById(id));
    }

    /** Every merchant's payments that wait for a person, those that waited longest first. */
    void reviews(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        Intake.requireStaff(read.caller());
        QueryParameters parameters = QueryParameters.of(exchange.query(), "limit", "cursor");
        int limit = parameters.limit();
        List<PaymentFact> waiting = read.queries().reviews(parameters.text("cursor"), limit);
        String next = waiting.size() < limit ? null : waiting.getLast().getId();
        exchange.answerJson(200, ViewJson.page(new PaymentPage(waiting, next)));
    }

    void get(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        String id = exchange.pathParameter("id");
        Optional<PaymentFact> payment = intake.merchantIfNamed(read, exchange)
                .map(merchant -> read.queries().payment(merchant, id))
                .orElseGet(() ->
                        Optional.ofNullable(read.queries().payments(List.of(id)).get(id)));
        exchange.answerJson(
                200,
                FactJson.payment(payment.orElseThrow(
                        () -> read.missing(ErrorCode.PAYMENT_NOT_FOUND, "There is no payment of this id."))));
    }

    /** Its path through the topics. */
    void timeline(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        String id = exchange.pathParameter("id");
        QueryParameters.of(exchange.query());
        Optional<PaymentFact> asked = intake.merchantIfNamed(read, exchange)
                .map(merchant -> read.queries().payment(merchant, id))
                .orElseGet(() ->
                        Optional.ofNullable(read.queries().payments(List.of(id)).get(id)));
        PaymentFact payment =
                asked.orElseThrow(() -> read.missing(ErrorCode.PAYMENT_NOT_FOUND, "There is no payment of this id."));
        String merchant = payment.getMerchantId();
        List<RefundFact> refunds = read.queries().order(merchant, payment.getOrderNo()).map(OrderView::refunds).stream()
                .flatMap(List::stream)
                .filter(refund -> refund.getPaymentId().equals(id))
                .toList();
        exchange.answerJson(
                200,
                TimelineJson.path(
                        id,
                        timeline.of(new Timeline.Known(payment, read.queries().entries(merchant, id), refunds))));
    }

    void list(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        String merchant = intake.merchantOf(read, exchange);
        QueryParameters parameters = QueryParameters.of(
                exchange.query(), "time", "from", "to", "status", "channel", "currency", "limit", "cursor");
        PaymentFilter filter = parameters.paymentFilter();
        exchange.answerJson(200, ViewJson.page(Lookups.page(() -> read.queries().payments(merchant, filter))));
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
        Map<String, PaymentFact> found = merchant.map(own -> read.queries().payments(own, keys))
                .orElseGet(() -> read.queries().payments(keys));
        exchange.answerJson(200, ViewJson.found(keys, found, ViewJson::payment));
    }

    /** The order's payment that is under way, where the views know it by now; else the order. */
    private Writes.Pending pendingOf(String merchantId, String orderNo) {
        try {
            Optional<PaymentFact> underWay = queries.order(merchantId, orderNo).map(OrderView::payments).stream()
                    .flatMap(List::stream)
                    .filter(payment -> payment.getStatus() == PaymentStatusCode.PROCESSING)
                    .reduce((first, second) -> second);
            if (underWay.isPresent()) {
                PaymentFact payment = underWay.get();
                return new Writes.Pending(PATH + payment.getId(), FactJson.payment(payment));
            }
        } catch (ViewUnavailableException e) {
            return Lookups.pendingOrder("payment", "order_no", orderNo, orderNo);
        }
        return Lookups.pendingOrder("payment", "order_no", orderNo, orderNo);
    }

    private static Writes.Pending pendingById(String id) {
        return new Writes.Pending(PATH + Lookups.encoded(id), Lookups.pendingBody("payment", "id", id));
    }
}
