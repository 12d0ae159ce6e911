package dev.kassa.bench.check;

import dev.kassa.avro.FeeRuleBody;
import dev.kassa.avro.FeeScheduleBody;
import dev.kassa.avro.ReferenceFact;
import dev.kassa.avro.RiskRuleBody;
import dev.kassa.avro.SettingBody;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What all merchants share, as it holds at one place of a partition's commands. */
final class Tables {
    private static final String WINDOW = "risk.frequency.window_seconds";

    /** As product.md and the catalogue of settings have them. */
    private static final Map<String, String> SHIPPED = Map.ofEntries(
            Map.entry("risk.score.blacklist", "100"),
            Map.entry("risk.score.amount", "20"),
            Map.entry("risk.score.frequent_ip", "15"),
            Map.entry("risk.score.frequent_device", "15"),
            Map.entry("risk.score.frequent_customer", "15"),
            Map.entry("risk.score.frequent_merchant", "15"),
            Map.entry("risk.score.new_device", "10"),
            Map.entry("risk.score.country_mismatch", "10"),
            Map.entry("risk.score.rule_reject", "50"),
            Map.entry("risk.score.rule_review", "25"),
            Map.entry("risk.score.across_merchants", "15"),
            Map.entry("risk.band.flag", "21"),
            Map.entry("risk.band.review", "51"),
            Map.entry("risk.band.reject", "81"),
            Map.entry("risk.amount.max", "100000000"),
            Map.entry(WINDOW, "60"),
            Map.entry("risk.frequency.ip_max", "20"),
            Map.entry("risk.frequency.device_max", "10"),
            Map.entry("risk.frequency.customer_max", "10"),
            Map.entry("risk.frequency.merchant_max", "6000"),
            Map.entry("risk.review.expires_seconds", "86400"));

    private final Map<String, Map<String, ReferenceFact>> kinds = new HashMap<>();
    private long version;
    private long smallestWindowMs = windowMs();

    /** A change holds from now on. */
    void take(ReferenceFact fact) {
        version = fact.getVersion();
        Map<String, ReferenceFact> kind = kinds.computeIfAbsent(fact.getKind(), none -> new TreeMap<>());
        if (fact.getBody() == null) {
            kind.remove(fact.getKey());
        } else {
            kind.put(fact.getKey(), fact);
        }
        smallestWindowMs = Math.min(smallestWindowMs, windowMs());
    }

    /** In which payments are counted. */
    long windowMs() {
        return setting(WINDOW).longValueExact() * 1_000;
    }

    /** The smallest that it ever was. */
    long smallestWindowMs() {
        return smallestWindowMs;
    }

    /** That of the last change that holds. */
    long version() {
        return version;
    }

    Optional<ReferenceFact> find(String kind, String key) {
        return Optional.ofNullable(of(kind).get(key));
    }

    /** The rules of a schedule that the operator made or changed; empty where there is none. */
    List<FeeRuleBody> schedule(String id) {
        return find("fee-schedule", id)
                .map(fact -> fact.getBody() instanceof FeeScheduleBody body ? body.getRules() : List.<FeeRuleBody>of())
                .orElse(List.of());
    }

    /** A setting's number as people write it. */
    BigDecimal setting(String name) {
        String shipped = SHIPPED.get(name);
        if (shipped == null) {
            throw new IllegalArgumentException("no such setting: " + name);
        }
        return new BigDecimal(find("setting", name)
                .map(fact -> fact.getBody() instanceof SettingBody body ? body.getValue() : shipped)
                .orElse(shipped));
    }

    /** Operators' rules that are on, by name. */
    Map<String, RiskRuleBody> rules() {
        Map<String, RiskRuleBody> on = new TreeMap<>();
        of("risk-rule").forEach((name, fact) -> {
            if (fact.getBody() instanceof RiskRuleBody body && body.getEnabled()) {
                on.put(name, body);
            }
        });
        return on;
    }

    /** Such as {@code ip:203.0.113.0/24}. */
    Set<String> blacklist() {
        return of("blacklist").keySet();
    }

    private Map<String, ReferenceFact> of(String kind) {
        return kinds.getOrDefault(kind, Map.of());
    }
}
