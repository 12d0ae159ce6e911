package dev.kassa.edge;

import dev.kassa.edge.problem.Refusal;
import dev.kassa.edge.render.ViewJson;
import dev.kassa.port.Queries;
import dev.kassa.port.Queries.OrderView;
import dev.kassa.schema.ErrorCode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Orders, with all that happened to them. */
record OrderCalls(Intake intake, Queries queries) {
    void get(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, null);
        Optional<OrderView> order =
                queries.order(intake.merchantOf(read, exchange), exchange.pathParameter("order_no"));
        exchange.answerJson(
                200,
                ViewJson.order(order.orElseThrow(
                        () -> new Refusal(ErrorCode.NOT_FOUND, "There is no order of this number."))));
    }

    void lookup(Exchange exchange) throws IOException {
        Intake.Read read = intake.read(exchange, "Lookup");
        String merchant = intake.merchantOf(read, exchange);
        List<String> keys = Lookups.keys(read.body());
        exchange.answerJson(200, ViewJson.found(keys, queries.orders(merchant, keys), ViewJson::order));
    }
}
