package dev.kassa.standalone.replay;

import dev.kassa.standalone.api.ApiClient;
import dev.kassa.standalone.api.ApiClient.Answer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends one row until its answer is definite, always with the same content: the row's natural key makes every repeat
 * harmless. Thread-safe; blocks.
 */
final class RowSender {
    private static final Set<String> OPEN = Set.of("created", "pending", "processing", "review");

    private final ApiClient api;
    private final Patience patience;

    /** @param patience how long a row is tried for before it counts as unanswered */
    RowSender(ApiClient api, Patience patience) {
        this.api = api;
        this.patience = patience;
    }

    Outcome send(OrderRow row) throws InterruptedException {
        return patience.ask(() -> attempt(row), RowSender::outcome, Outcome::unanswered);
    }

    /** Sends the row; where the API only took it in, asks once what has become of it. */
    private Answer attempt(OrderRow row) throws IOException, InterruptedException {
        Answer answer = api.post(path(row), row.merchantId(), body(row));
        if (answer.status() != 202 || answer.location() == null) {
            return answer;
        }
        Answer later = api.get(answer.location(), row.merchantId());
        return later.status() == 200 && isOfRow(later, row) ? later : answer;
    }

    private static boolean isOfRow(Answer answer, OrderRow row) {
        return answer.body()
                .path("object")
                .asString("")
                .equals(row.kind() == OrderRow.Kind.PAYMENT ? "payment" : "refund");
    }

    /** The outcome that an answer states, or null where it states none yet. */
    private static @Nullable Outcome outcome(Answer answer) {
        int status = answer.status();
        if (status == 200 || status == 201) {
            String state = answer.body().path("status").asString("");
            if (OPEN.contains(state)) {
                return null;
            }
            return new Outcome(state, answer.body().path("failure").path("code").asString(""));
        }
        return Patience.settlesNothing(status) ? null : Outcome.refused(answer.code());
    }

    private static String path(OrderRow row) {
        return row.kind() == OrderRow.Kind.PAYMENT ? "/v1/payments" : "/v1/refunds";
    }

    private static Map<String, Object> body(OrderRow row) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("order_no", row.orderNo());
        body.put("amount", row.amount());
        body.put("occurred_at", row.occurredAt().toString());
        if (row.kind() == OrderRow.Kind.REFUND) {
            body.put("refund_no", row.refundNo());
            return body;
        }
        body.put("currency", row.currency());
        if (!row.customer().isEmpty()) {
            body.put("customer", row.customer());
        }
        return body;
    }
}
