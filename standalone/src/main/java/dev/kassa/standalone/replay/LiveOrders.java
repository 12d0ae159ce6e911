package dev.kassa.standalone.replay;

import dev.kassa.standalone.api.ApiClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders that come in now, one after another, so that there is something to watch: of the merchants and of the sizes of a file's
 * orders, a few of them declined, a few given back. Runs until it is closed; what does not go through is passed over.
 */
public final class LiveOrders implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveOrders.class);
    private static final int REFUND_EVERY = 25;
    private static final int REMEMBERED = 200;
    private static final double DECLINED = 0.05;
    private static final double SLOW = 0.03;

    private final ApiClient api;
    private final List<OrderRow> rows;
    private final Random random = new Random();
    private final List<Paid> paid = new ArrayList<>();
    private final String run = Long.toString(System.currentTimeMillis() / 1_000, Character.MAX_RADIX);
    private final Duration pause;
    private final Thread thread;
    private volatile boolean closed;
    private int sent;

    private record Paid(String merchantId, String orderNo) {}

    /**
     * Begins.
     *
     * @param rows whose merchants are there, and of which some are payments
     * @param perSecond how many a second, 1 or more
     */
    public LiveOrders(URI base, String operatorKey, List<OrderRow> rows, int perSecond) {
        this.api = new ApiClient(base, operatorKey);
        this.rows =
                rows.stream().filter(row -> row.kind() == OrderRow.Kind.PAYMENT).toList();
        this.pause = Duration.ofSeconds(1).dividedBy(perSecond);
        this.thread = Thread.ofVirtual().name("demo-orders").start(this::run);
    }

    private void run() {
        while (!closed) {
            try {
                order();
            } catch (IOException e) {
                LOG.debug("an order of the demonstration did not go through", e);
            } catch (InterruptedException e) {
                return;
            }
            // Customers do not come like clockwork.
            LockSupport.parkNanos((long) (pause.toNanos() * (0.4 + 1.2 * random.nextDouble())));
        }
    }

    private void order() throws IOException, InterruptedException {
        sent++;
        if (sent % REFUND_EVERY == 0 && !paid.isEmpty()) {
            giveBack(paid.remove(random.nextInt(paid.size())));
            return;
        }
        OrderRow like = rows.get(random.nextInt(rows.size()));
        String merchantId = RetailMerchant.idOf(like.country());
        String orderNo = "live-" + run + "-" + sent;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("order_no", orderNo);
        body.put("amount", like.amount());
        body.put("currency", like.currency());
        body.put("payment_method", Map.of("token", token()));
        if (api.post("/v1/payments", merchantId, body)
                .body()
                .path("status")
                .asString("")
                .equals("succeeded")) {
            paid.add(new Paid(merchantId, orderNo));
            if (paid.size() > REMEMBERED) {
                paid.removeFirst();
            }
        }
    }

    private String token() {
        double chance = random.nextDouble();
        return chance < DECLINED ? "tok_declined" : chance < DECLINED + SLOW ? "tok_slow_400" : "tok_ok";
    }

    private void giveBack(Paid order) throws IOException, InterruptedException {
        api.post(
                "/v1/refunds",
                order.merchantId,
                Map.of("order_no", order.orderNo, "refund_no", "R-" + order.orderNo, "reason", "changed my mind"));
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        api.close();
    }
}
