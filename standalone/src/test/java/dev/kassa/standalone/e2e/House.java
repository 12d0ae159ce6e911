package dev.kassa.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.standalone.e2e.Api.Answer;
import dev.kassa.standalone.node.DataFolder;
import dev.kassa.standalone.node.Node;
import dev.kassa.standalone.node.NodeSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A whole Kassa in this process, with real everything on free ports: one for all tests that do not stop it. */
final class House implements AutoCloseable {
    private static final AtomicInteger MERCHANTS = new AtomicInteger();

    private final Node node;

    private House(Node node) {
        this.node = node;
    }

    static House on(Path folder) {
        return on(folder, NodeSettings.anywhere());
    }

    static House on(Path folder, NodeSettings settings) {
        return new House(Node.start(DataFolder.take(folder), settings));
    }

    Api operator() {
        return Api.operator(node.edge(), node.operatorKey());
    }

    /** The simulator's own record of what it did. */
    Api simulator() {
        return Api.operator(node.endpoint("simulator"), "none");
    }

    /** The simulated bank's own books. */
    Api bank() {
        return Api.operator(node.endpoint("bank"), "none");
    }

    URI url() {
        return node.edge();
    }

    /** Where a part listens: kafka, registry, simulator. */
    String endpoint(String part) {
        return Objects.requireNonNull(node.endpoints().get(part));
    }

    String operatorKey() {
        return node.operatorKey();
    }

    /** How many times money was taken for a payment, as the simulator has it. */
    long timesCharged(String paymentId) {
        Answer record = simulator().get("/records/" + paymentId + ":authorize");
        return record.status() == 404 ? 0 : record.number("times_charged");
    }

    /** The API in the name of a merchant that no other test knows, with EUR and the tier business. */
    Api newMerchant() {
        String id = "test-" + MERCHANTS.incrementAndGet();
        Answer created = operator().post("/v1/merchants", """
                        {"id": "%s", "name": "Test", "country": "DE", "timezone": "Europe/Berlin",
                         "currencies": ["EUR"], "tier": "business"}""".formatted(id));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return operator().actingFor(id);
    }

    static String payment(String orderNo, long amount) {
        return """
                {"order_no": "%s", "amount": %d, "currency": "EUR"}""".formatted(orderNo, amount);
    }

    static String payment(String orderNo, long amount, String token) {
        return """
                {"order_no": "%s", "amount": %d, "currency": "EUR", "payment_method": {"token": "%s"}}""".formatted(orderNo, amount, token);
    }

    static String refund(String orderNo, String refundNo, long amount) {
        return """
                {"order_no": "%s", "refund_no": "%s", "amount": %d}""".formatted(orderNo, refundNo, amount);
    }

    @Override
    public void close() {
        node.close();
    }

    /** Gives a test the house that all share. It is started for the first and closed after the last. */
    static final class Shared implements ParameterResolver {
        private record Holder(House house, Path folder) implements AutoCloseable {
            @Override
            public void close() {
                house.close();
            }
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == House.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(
                            "house",
                            key -> {
                                Path folder = Path.of(
                                        "target",
                                        "e2e",
                                        "shared-" + ProcessHandle.current().pid());
                                return new Holder(House.on(folder), folder);
                            },
                            Holder.class)
                    .house();
        }
    }
}
