package dev.kassa.edge;

import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import java.io.IOException;
import java.util.Optional;

/** Serves payments from a core that answers at once, for a load generator: what the edge alone costs. Run by hand. */
final class EdgeCost {
    private EdgeCost() {}

    public static void main(String[] arguments) throws IOException {
        try (EdgeUnderTest edge = new EdgeUnderTest()) {
            PaymentFact payment = Facts.payment("acme", "pay_1", "o-1", PaymentStatusCode.SUCCEEDED);
            edge.core.forgetful = true;
            edge.core.answer = _ -> Optional.of(FakeCore.reply(201, payment));
            System.out.println("http://127.0.0.1:" + edge.server.port() + "/v1/payments as " + EdgeUnderTest.ACME);
            System.in.read();
        }
    }
}
