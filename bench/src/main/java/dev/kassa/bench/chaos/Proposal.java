package dev.kassa.bench.chaos;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A change that an operator may have in mind.
 *
 * @param subject kind and key as {@code setting/risk.band.flag}, or a merchant's id
 * @param shared whether all merchants share it
 * @param body empty: it is removed
 */
record Proposal(String subject, boolean shared, String method, String path, String body) {
    private static final List<String> TIERS = List.of("starter", "business", "enterprise", "premium");
    private static final List<String> SCHEDULES = List.of("chaos-a", "chaos-b", "business");
    private static final List<String> SETTINGS = List.of(
            "risk.band.flag",
            "risk.band.review",
            "risk.band.reject",
            "risk.score.new_device",
            "risk.score.frequent_ip",
            "risk.score.amount",
            "risk.frequency.device_max",
            "risk.frequency.merchant_max",
            "risk.amount.max");

    /** Anything that operators change, about one of so many merchants. */
    static Proposal any(SplittableRandom random, int merchants) {
        int dice = random.nextInt(100);
        if (dice < 50) {
            return merchant(random, Callers.merchant(random.nextInt(merchants)));
        }
        if (dice < 65) {
            String id = SCHEDULES.get(random.nextInt(SCHEDULES.size()));
            return shared(random, 10, "fee-schedule", "/v1/fee-schedules/", id, schedule(random));
        }
        if (dice < 80) {
            return shared(random, 10, "risk-rule", "/v1/risk/rules/", "rule-" + random.nextInt(4), rule(random));
        }
        if (dice < 90) {
            int number = Payers.number(random);
            String id = random.nextBoolean() ? "ip:" + Payers.ip(number) : "device:" + Payers.device(number);
            // Most of them do not stay for long, or nobody could pay in the end.
            return shared(random, 60, "blacklist", "/v1/risk/blacklist/", id, reason(random));
        }
        String name = SETTINGS.get(random.nextInt(SETTINGS.size()));
        return shared(random, 40, "setting", "/v1/settings/", name, "{\"value\":\"" + value(random, name) + "\"}");
    }

    private static Proposal merchant(SplittableRandom random, String id) {
        int dice = random.nextInt(10);
        String body;
        if (dice < 5) {
            body = "{\"limits\":" + limits(random) + "}";
        } else if (dice < 7) {
            // Suspended more seldom than active, or little is paid.
            body = "{\"status\":\"" + (random.nextInt(4) == 0 ? "suspended" : "active") + "\"}";
        } else if (dice < 9) {
            body = "{\"tier\":\"" + TIERS.get(random.nextInt(TIERS.size())) + "\"}";
        } else {
            int schedule = random.nextInt(SCHEDULES.size() + 1);
            body = "{\"fee_schedule\":"
                    + (schedule == SCHEDULES.size() ? "null" : "\"" + SCHEDULES.get(schedule) + "\"") + "}";
        }
        return new Proposal(id, false, "PATCH", "/v1/merchants/" + id, body);
    }

    private static Proposal shared(
            SplittableRandom random, int removedPercent, String kind, String path, String id, String body) {
        boolean removed = random.nextInt(100) < removedPercent;
        return new Proposal(kind + "/" + id, true, removed ? "DELETE" : "PUT", path + id, removed ? "" : body);
    }

    /** From what stops nearly everything to what stops nothing, minor units. */
    private static String limits(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> "null";
            case 1 -> "{\"single\":" + random.nextLong(20_000, 120_000) + "}";
            case 2 -> "{\"daily\":" + magnitude(random) + ",\"monthly\":" + magnitude(random) + "}";
            default ->
                "{\"single\":" + random.nextLong(50_000, 120_000) + ",\"currencies\":{\"GBP\":{\"daily\":"
                        + magnitude(random) + "}}}";
        };
    }

    private static long magnitude(SplittableRandom random) {
        return (long) Math.pow(10, random.nextDouble(6, 9));
    }

    private static String schedule(SplittableRandom random) {
        String first = band(random, "0");
        String second = band(random, Integer.toString(random.nextInt(100, 100_000)));
        return "{\"rules\":[{\"currency\":\"GBP\",\"bands\":[" + first + "," + second + "]}]}";
    }

    private static String band(SplittableRandom random, String from) {
        return String.format(
                Locale.ROOT,
                "{\"from_volume\":\"%s\",\"rate\":\"%.4f\",\"fixed\":\"%.2f\",\"minimum\":\"%.2f\",\"maximum\":\"%d\"}",
                from,
                random.nextDouble(0, 3),
                random.nextDouble(0, 0.5),
                random.nextDouble(0, 1),
                random.nextInt(2, 50));
    }

    private static String rule(SplittableRandom random) {
        String expression = switch (random.nextInt(4)) {
            case 0 -> "amount > " + random.nextInt(40_000, 90_000);
            case 1 -> "ip == \\\"" + Payers.ip(Payers.number(random)) + "\\\"";
            case 2 -> "per_device > " + random.nextInt(2, 10) + " && amount > " + random.nextInt(90_000);
            default -> "device.endsWith(\\\"" + random.nextInt(100) + "\\\") && new_device";
        };
        return "{\"expression\":\"" + expression + "\",\"action\":\"" + (random.nextInt(3) == 0 ? "reject" : "review")
                + "\",\"enabled\":" + (random.nextInt(4) > 0) + "}";
    }

    private static String reason(SplittableRandom random) {
        return "{\"reason\":\"case " + random.nextInt(1_000_000) + "\"}";
    }

    private static int value(SplittableRandom random, String name) {
        return switch (name) {
            case "risk.band.flag" -> random.nextInt(10, 30);
            case "risk.band.review" -> random.nextInt(30, 60);
            case "risk.band.reject" -> random.nextInt(60, 110);
            case "risk.frequency.device_max" -> random.nextInt(3, 20);
            case "risk.frequency.merchant_max" -> random.nextInt(200, 6_000);
            case "risk.amount.max" -> random.nextInt(500, 1_000);
            default -> random.nextInt(0, 25);
        };
    }
}
