package dev.kassa.edge;

import dev.kassa.edge.render.ViewJson;
import dev.kassa.port.Queries.OrderView;
import dev.kassa.schema.ErrorCode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Orders, with all that happened to them. */
record OrderCalls(Intake intake) {
    void get(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        Optional<OrderView> order =
                read.queries().order(intake.merchantOf(read, exchange), exchange.pathParameter("order_no"));
        exchange.answerJson(
                200,
                ViewJson.order(order.orElseThrow(
                        () -> read.missing(ErrorCode.NOT_FOUND, "There is no order of this number."))));
    }

    void lookup(Exchange exchange) throws IOException {
        answer(exchange, intake.read(exchange, "Lookup"), Lookups::keys);
    }

    void lookupByQuery(Exchange exchange) throws IOException {
        answer(exchange, intake.read(exchange, null), _ -> Lookups.keys(exchange));
    }

    private void answer(Exchange exchange, Intake.Read read, Function<JsonNode, List<String>> asked)
            throws IOException {
        String merchant = intake.merchantOf(read, exchange);
        List<String> keys = asked.apply(read.body());
        exchange.answerJson(200, ViewJson.found(keys, read.queries().orders(merchant, keys), ViewJson::order));
    }
}
