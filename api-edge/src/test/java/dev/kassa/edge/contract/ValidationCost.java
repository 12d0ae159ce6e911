package dev.kassa.edge.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Prints what reading and checking a payment costs: run by hand, as a figure nobody measured is none. */
final class ValidationCost {
    private static final byte[] BODY = """
            {"order_no":"o-1234567","amount":1299,"currency":"EUR","payment_method":{"type":"card","token":"tok_ok"},\
            "customer":{"id":"c-1","country":"GB"},"description":"Two books","metadata":{"cart":"77","shop":"3"}}""".getBytes(UTF_8);
    private static final int ROUNDS = 6;
    private static final int EACH = 50_000;

    private ValidationCost() {}

    public static void main(String[] arguments) {
        Contract contract = Contract.load();
        for (int round = 0; round < ROUNDS; round++) {
            long startedNs = System.nanoTime();
            for (int i = 0; i < EACH; i++) {
                StrictJson.parse(BODY);
            }
            long parsedNs = System.nanoTime();
            for (int i = 0; i < EACH; i++) {
                contract.check("CreatePayment", StrictJson.parse(BODY));
            }
            long checkedNs = System.nanoTime();
            System.out.printf(
                    "parse %.2f µs, parse and check %.2f µs%n",
                    (parsedNs - startedNs) / 1e3 / EACH, (checkedNs - parsedNs) / 1e3 / EACH);
        }
    }
}
