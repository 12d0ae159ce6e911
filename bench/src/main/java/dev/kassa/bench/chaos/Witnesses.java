package dev.kassa.bench.chaos;

import dev.kassa.bench.check.BankCheck;
import dev.kassa.bench.check.Evidence.Charge;
import dev.kassa.bench.check.Evidence.Reads;
import dev.kassa.bench.run.KassaApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks those who know: the simulator what it charged, the API what it reads. */
final class Witnesses {
    private static final JsonMapper JSON = new JsonMapper();

    private Witnesses() {}

    /** Everything that the simulator did, by its own record. A charge that it gave back took nothing in the end. */
    static List<Charge> charges(URI simulator) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest ask =
                    HttpRequest.newBuilder(simulator.resolve("/records")).build();
            JsonNode records = JSON.readTree(
                    http.send(ask, HttpResponse.BodyHandlers.ofString()).body());
            List<Charge> charges = new ArrayList<>();
            for (JsonNode record : records) {
                charge(record, charges);
            }
            return charges;
        }
    }

    /** Everything that the simulated bank did, by its own record. */
    static List<BankCheck.Payout> payouts(URI bank) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest ask = HttpRequest.newBuilder(bank.resolve("/records")).build();
            JsonNode records = JSON.readTree(
                    http.send(ask, HttpResponse.BodyHandlers.ofString()).body());
            List<BankCheck.Payout> payouts = new ArrayList<>();
            for (JsonNode record : records) {
                JsonNode payout = record.path("transfer").path("payout");
                int paid = record.path("times_paid").asInt();
                payouts.add(new BankCheck.Payout(
                        payout.path("key").asString(""),
                        payout.path("currency").asString(""),
                        paid,
                        (paid - record.path("times_returned").asInt())
                                * payout.path("amount").asLong()));
            }
            return payouts;
        }
    }

    private static void charge(JsonNode record, List<Charge> charges) {
        String currency = record.path("currency").asString("");
        boolean voided = record.path("status").asString("").equals("voided");
        boolean byCapture = false;
        for (JsonNode part : record.path("captures")) {
            if (part.path("status").asString("").equals("approved")) {
                byCapture = true;
                charges.add(part(part, "capture", !voided, record, currency));
            }
        }
        if (!byCapture) {
            for (long i = 0; i < record.path("times_charged").asLong(); i++) {
                charges.add(new Charge(
                        record.path("key").asString(""),
                        "authorize",
                        true,
                        !voided,
                        record.path("amount_captured").asLong(),
                        currency));
            }
        }
        for (JsonNode part : record.path("refunds")) {
            if (part.path("status").asString("").equals("approved")) {
                charges.add(part(part, "refund", false, record, currency));
            }
        }
    }

    private static Charge part(JsonNode part, String operation, boolean captured, JsonNode record, String currency) {
        String key = part.path("key").asString("");
        String named = key.contains("_") ? key : record.path("payment_id").asString("") + ":" + key;
        return new Charge(named, operation, true, captured, part.path("amount").asLong(), currency);
    }

    /** Balances of every merchant, and the trial balance. */
    static Reads reads(KassaApi api, List<String> apiKeys, String operatorKey)
            throws IOException, InterruptedException {
        Map<String, Map<String, Map<String, Long>>> balances = new TreeMap<>();
        for (int i = 0; i < apiKeys.size(); i++) {
            Map<String, Map<String, Long>> currencies = new TreeMap<>();
            for (JsonNode row : ok(api.get("/v1/balances", apiKeys.get(i))).path("data")) {
                Map<String, Long> buckets = new TreeMap<>();
                row.propertyStream()
                        .filter(field -> field.getValue().isNumber())
                        .forEach(field ->
                                buckets.put(field.getKey(), field.getValue().asLong()));
                currencies.put(row.path("currency").asString(""), buckets);
            }
            balances.put(Callers.merchant(i), currencies);
        }
        JsonNode trial = ok(api.get("/v1/ledger/trial-balance", operatorKey));
        Map<String, Map<String, Long>> accounts = new TreeMap<>();
        for (JsonNode row : trial.path("data")) {
            Map<String, Long> sums = new TreeMap<>();
            for (JsonNode account : row.path("accounts")) {
                sums.put(
                        account.path("account").asString(""),
                        account.path("balance").asLong());
            }
            accounts.put(row.path("currency").asString(""), sums);
        }
        Reported reported = Reported.settled(api, operatorKey, accounts);
        return new Reads(balances, accounts, trial.path("healthy").asBoolean(), reported.flows(), reported.trends());
    }

    static JsonNode ok(KassaApi.Answer answer) throws IOException {
        if (answer.status() != 200) {
            throw new IOException("a read was answered " + answer);
        }
        return answer.json();
    }
}
