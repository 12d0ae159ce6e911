package dev.kassa.standalone.replay;

import dev.kassa.standalone.api.ApiClient;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The ledger's trial balance, as a person reads it. */
public final class TrialBalanceReport {
    private static final String RECEIVABLE = "channel:simulator:receivable";
    private static final Patience PATIENCE = new Patience(Duration.ofSeconds(20));

    private TrialBalanceReport() {}

    /**
     * The trial balance once it holds all that a replay has succeeded in: what the channel owes is then what was paid,
     * less what was given back.
     *
     * @throws ReplayException where it does not come to hold that
     */
    public static String after(Summary summary, Replay.Settings settings) throws InterruptedException {
        long owed = succeeded(summary, "payment") - succeeded(summary, "refund");
        try (ApiClient api = new ApiClient(settings.url(), settings.operatorKey())) {
            return PATIENCE.ask(
                    () -> api.get("/v1/ledger/trial-balance", null),
                    answer -> answer.status() == 200 && owedIn(answer.body()) == owed ? text(answer.body()) : null,
                    lastSeen -> {
                        throw new ReplayException(
                                "the trial balance does not come to hold the %,d that the channel owes"
                                        .formatted(owed));
                    });
        }
    }

    private static long succeeded(Summary summary, String kind) {
        return summary.lines().stream()
                .filter(line -> line.kind().equals(kind) && line.status().equals("succeeded"))
                .mapToLong(Summary.Line::amount)
                .sum();
    }

    private static long owedIn(JsonNode balance) {
        long owed = 0;
        for (JsonNode currency : balance.path("data")) {
            for (JsonNode account : currency.path("accounts")) {
                if (account.path("account").asString("").equals(RECEIVABLE)) {
                    owed += account.path("balance").asLong(0);
                }
            }
        }
        return owed;
    }

    private static String text(JsonNode balance) {
        StringBuilder text = new StringBuilder("trial balance\n");
        for (JsonNode currency : balance.path("data")) {
            text.append(row(currency.path("currency").asString(""), "debits", "credits", "balance"));
            for (JsonNode account : currency.path("accounts")) {
                text.append(row(
                        "  " + account.path("account").asString(""),
                        amount(account, "debits"),
                        amount(account, "credits"),
                        amount(account, "balance")));
            }
            text.append(row(
                    "  difference",
                    amount(currency, "debits"),
                    amount(currency, "credits"),
                    amount(currency, "difference")));
        }
        return text.append(balance.path("healthy").asBoolean(false) ? "healthy\n" : "NOT healthy\n")
                .toString();
    }

    private static String amount(JsonNode node, String field) {
        return String.format(Locale.ROOT, "%,d", node.path(field).asLong(0));
    }

    private static String row(String name, String debits, String credits, String balance) {
        return String.format(Locale.ROOT, "%-32s %16s %16s %16s%n", name, debits, credits, balance);
    }
}
