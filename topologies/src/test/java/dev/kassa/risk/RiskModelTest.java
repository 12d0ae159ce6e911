package dev.kassa.risk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.risk.BlacklistEntry.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rules against a model that says plainly, in the order of product.md, what each adds. */
class RiskModelTest {
    private static final Set<String> BAD = Set.of("10.0.0.1", "d-1", "c-1", "a@b.c", "XK");
    private static final List<Operator> OPERATORS = List.of(
            new Operator(
                    "amount > 500000 && currency == 'EUR'",
                    s -> s.amount() > 500_000 && s.currency().equals("EUR")),
            new Operator(
                    "country in ['NG', 'XK'] || hour < 6",
                    s -> Set.of("NG", "XK").contains(text(s.country())) || s.hour() < 6),
            new Operator("new_device && per_ip >= 20", s -> s.newDevice() && s.perIp() >= 20),
            new Operator(
                    "email.matches('^a@') && tier != 'premium'",
                    s -> text(s.email()).startsWith("a@") && !s.tier().equals("premium")),
            new Operator("ip_country != country", s -> !text(s.ipCountry()).equals(text(s.country()))));

    private record Operator(String expression, Predicate<RiskSubject> model) {}

    private final Random random = new Random(6);

    @Test
    void rules_and_model_agree() throws Exception {
        Blacklist blacklist = new Blacklist(List.of(
                new BlacklistEntry(Kind.IP, "10.0.0.1"),
                new BlacklistEntry(Kind.DEVICE, "d-1"),
                new BlacklistEntry(Kind.CUSTOMER, "c-1"),
                new BlacklistEntry(Kind.EMAIL, "a@b.c"),
                new BlacklistEntry(Kind.COUNTRY, "XK")));
        List<OperatorRule> rules = new ArrayList<>();
        for (int i = 0; i < OPERATORS.size(); i++) {
            Action action = i % 2 == 0 ? Action.REJECT : Action.REVIEW;
            rules.add(OperatorRule.compile("r" + i, OPERATORS.get(i).expression(), action));
        }
        for (int i = 0; i < 20_000; i++) {
            RiskSubject subject = subject();
            RiskSettings settings = settings();

            RiskAssessment assessment = RiskRules.assess(subject, settings, blacklist, rules);

            assertThat(assessment).as("%s by %s", subject, settings).isEqualTo(model(subject, settings));
        }
    }

    private static RiskAssessment model(RiskSubject s, RiskSettings settings) {
        Tally tally = new Tally(settings);
        tally.add(isBad(s.ip()), "blacklisted_ip", RiskSetting.SCORE_BLACKLIST);
        tally.add(isBad(s.device()), "blacklisted_device", RiskSetting.SCORE_BLACKLIST);
        tally.add(isBad(s.customerId()), "blacklisted_customer", RiskSetting.SCORE_BLACKLIST);
        tally.add(isBad(s.email()), "blacklisted_email", RiskSetting.SCORE_BLACKLIST);
        tally.add(isBad(s.country()) || isBad(s.ipCountry()), "blacklisted_country", RiskSetting.SCORE_BLACKLIST);
        int places = s.currency().equals("JPY") ? 0 : 2;
        BigDecimal major = BigDecimal.valueOf(s.amount(), places);
        BigDecimal bound = BigDecimal.valueOf(settings.value(RiskSetting.AMOUNT_MAX), 4);
        tally.add(major.compareTo(bound) > 0, "amount_over_bound", RiskSetting.SCORE_AMOUNT);
        tally.add(s.perIp() > settings.value(RiskSetting.FREQUENCY_IP), "frequent_ip", RiskSetting.SCORE_FREQUENT_IP);
        tally.add(
                s.perDevice() > settings.value(RiskSetting.FREQUENCY_DEVICE),
                "frequent_device",
                RiskSetting.SCORE_FREQUENT_DEVICE);
        tally.add(
                s.perCustomer() > settings.value(RiskSetting.FREQUENCY_CUSTOMER),
                "frequent_customer",
                RiskSetting.SCORE_FREQUENT_CUSTOMER);
        tally.add(
                s.perMerchant() > settings.value(RiskSetting.FREQUENCY_MERCHANT),
                "frequent_merchant",
                RiskSetting.SCORE_FREQUENT_MERCHANT);
        tally.add(s.newDevice(), "new_device", RiskSetting.SCORE_NEW_DEVICE);
        boolean elsewhere =
                s.country() != null && s.ipCountry() != null && !s.country().equals(s.ipCountry());
        tally.add(elsewhere, "country_mismatch", RiskSetting.SCORE_COUNTRY_MISMATCH);
        for (int i = 0; i < OPERATORS.size(); i++) {
            tally.add(
                    OPERATORS.get(i).model().test(s),
                    "rule:r" + i,
                    i % 2 == 0 ? RiskSetting.SCORE_RULE_REJECT : RiskSetting.SCORE_RULE_REVIEW);
        }
        tally.add(s.crossIp(), "frequent_ip_across_merchants", RiskSetting.SCORE_ACROSS_MERCHANTS);
        tally.add(s.crossDevice(), "frequent_device_across_merchants", RiskSetting.SCORE_ACROSS_MERCHANTS);
        List<String> notes = !s.geoKnown() && s.ip() != null && s.country() != null
                ? List.of("country_mismatch: no GeoIP database")
                : List.of();
        return new RiskAssessment(tally.score, tally.decision(), tally.reasons, notes);
    }

    private static final class Tally {
        private final RiskSettings settings;
        private final List<String> reasons = new ArrayList<>();
        private int score;

        private Tally(RiskSettings settings) {
            this.settings = settings;
        }

        private void add(boolean fires, String reason, RiskSetting setting) {
            if (fires) {
                score += (int) settings.value(setting);
                reasons.add(reason);
            }
        }

        private Decision decision() {
            if (score >= settings.value(RiskSetting.BAND_REJECT)) {
                return Decision.REJECT;
            }
            if (score >= settings.value(RiskSetting.BAND_REVIEW)) {
                return Decision.REVIEW;
            }
            return score >= settings.value(RiskSetting.BAND_FLAG) ? Decision.FLAG : Decision.ACCEPT;
        }
    }

    private RiskSettings settings() {
        RiskSettings settings = RiskSettings.SHIPPED;
        if (random.nextInt(4) == 0) {
            RiskSetting changed = RiskSetting.values()[random.nextInt(RiskSetting.values().length)];
            settings = settings.with(
                    changed.setting(),
                    Long.toString(
                            1 + random.nextLong(Math.min(999, changed.type().max()))));
        }
        return settings;
    }

    private RiskSubject subject() {
        boolean geoKnown = random.nextInt(5) > 0;
        return new RiskSubject(
                "shop",
                "DE",
                one("business", "premium"),
                random.nextInt(3) == 0 ? random.nextLong(2_000_000) : 999_990 + random.nextLong(20),
                one("EUR", "JPY"),
                "simulator",
                maybe("c-1", "c-2"),
                maybe("a@b.c", "b@b.c"),
                maybe("10.0.0.1", "10.0.0.2", "not an address"),
                maybe("d-1", "d-2"),
                maybe("DE", "NG", "XK"),
                geoKnown ? maybe("DE", "NG", "XK") : null,
                geoKnown,
                random.nextInt(4) == 0,
                19 + random.nextInt(4),
                9 + random.nextInt(4),
                9 + random.nextInt(4),
                5_999 + random.nextInt(4),
                random.nextInt(8) == 0,
                random.nextInt(8) == 0,
                random.nextInt(24));
    }

    private String one(String... of) {
        return of[random.nextInt(of.length)];
    }

    private @Nullable String maybe(String... of) {
        int chosen = random.nextInt(of.length + 1);
        return chosen == of.length ? null : of[chosen];
    }

    private static boolean isBad(@Nullable String value) {
        return value != null && BAD.contains(value);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
