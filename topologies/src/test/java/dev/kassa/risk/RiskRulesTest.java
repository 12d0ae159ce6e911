package dev.kassa.risk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.risk.BlacklistEntry.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RiskRulesTest {
    private static final Blacklist BLACKLIST = new Blacklist(List.of(
            new BlacklistEntry(Kind.IP, "198.51.100.0/24"),
            new BlacklistEntry(Kind.DEVICE, "stolen"),
            new BlacklistEntry(Kind.CUSTOMER, "mallory"),
            new BlacklistEntry(Kind.EMAIL, "Mallory@Example.org"),
            new BlacklistEntry(Kind.COUNTRY, "XK")));

    // What is told of the payment beyond the plain one; the score, the decision, the reasons.
    @ParameterizedTest(name = "{0}: {1} {2} {3}")
    @CsvSource(
            delimiter = '|',
            nullValues = "--",
            value = {
                "                                            | 0   | ACCEPT | ''",
                "ip=198.51.100.1                             | 100 | REJECT | blacklisted_ip",
                "ip=198.51.101.1                             | 0   | ACCEPT | ''",
                "device=stolen                               | 100 | REJECT | blacklisted_device",
                "customer=mallory                            | 100 | REJECT | blacklisted_customer",
                "customer=Mallory                            | 0   | ACCEPT | ''",
                "email=MALLORY@example.ORG                   | 100 | REJECT | blacklisted_email",
                "country=XK ip_country=XK                    | 100 | REJECT | blacklisted_country",
                "country=- ip_country=XK                     | 100 | REJECT | blacklisted_country",
                "country=xk ip_country=-                     | 100 | REJECT | blacklisted_country",
                "ip=198.51.100.1 device=stolen               | 200 | REJECT | blacklisted_ip blacklisted_device",
                "amount=1000000                              | 0   | ACCEPT | ''",
                "amount=1000001                              | 20  | ACCEPT | amount_over_bound",
                "amount=10000 currency=JPY                   | 0   | ACCEPT | ''",
                "amount=10001 currency=JPY                   | 20  | ACCEPT | amount_over_bound",
                "amount=10000000 currency=KWD                | 0   | ACCEPT | ''",
                "amount=10000001 currency=KWD                | 20  | ACCEPT | amount_over_bound",
                "amount=1000000000000 currency=XYZ           | 0   | ACCEPT | ''",
                "per_ip=20                                   | 0   | ACCEPT | ''",
                "per_ip=21                                   | 15  | ACCEPT | frequent_ip",
                "per_device=10                               | 0   | ACCEPT | ''",
                "per_device=11                               | 15  | ACCEPT | frequent_device",
                "per_customer=10                             | 0   | ACCEPT | ''",
                "per_customer=11                             | 15  | ACCEPT | frequent_customer",
                "per_merchant=6000                           | 0   | ACCEPT | ''",
                "per_merchant=6001                           | 15  | ACCEPT | frequent_merchant",
                "new_device=true                             | 10  | ACCEPT | new_device",
                "country=DE ip_country=NG                    | 10  | ACCEPT | country_mismatch",
                "country=de ip_country=DE                    | 0   | ACCEPT | ''",
                "country=- ip_country=NG                     | 0   | ACCEPT | ''",
                "country=DE ip_country=-                     | 0   | ACCEPT | ''",
                "cross_ip=true                               | 15  | ACCEPT | frequent_ip_across_merchants",
                "cross_device=true                           | 15  | ACCEPT | frequent_device_across_merchants",
                "amount=1000001 new_device=true              | 30  | FLAG   | amount_over_bound new_device",
                "new_device=true ip_country=NG               | 20  | ACCEPT | new_device country_mismatch",
                "per_ip=21 new_device=true                   | 25  | FLAG   | frequent_ip new_device",
                "per_ip=21 per_device=11 amount=1000001      | 50  | FLAG   | amount_over_bound frequent_ip frequent_device",
                "per_ip=21 per_device=11 amount=1000001 new_device=true | 60 | REVIEW"
                        + " | amount_over_bound frequent_ip frequent_device new_device",
                "per_ip=21 per_device=11 amount=1000001 new_device=true ip_country=NG per_customer=11 | 85 | REJECT"
                        + " | amount_over_bound frequent_ip frequent_device frequent_customer new_device country_mismatch",
                "per_ip=21 per_device=11 per_customer=11 per_merchant=6001 new_device=true ip_country=NG | 80 | REVIEW"
                        + " | frequent_ip frequent_device frequent_customer frequent_merchant new_device country_mismatch",
            })
    void what_speaks_against_a_payment(String told, int score, Decision decision, String reasons) {
        RiskAssessment assessment =
                RiskRules.assess(Subjects.with(told == null ? "" : told), RiskSettings.SHIPPED, BLACKLIST, List.of());

        assertThat(String.join(" ", assessment.reasons())).isEqualTo(reasons);
        assertThat(assessment.score()).isEqualTo(score);
        assertThat(assessment.decision()).isEqualTo(decision);
        assertThat(assessment.notes()).isEmpty();
    }

    // Where each band begins and ends.
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "0, ACCEPT",
        "20, ACCEPT",
        "21, FLAG",
        "50, FLAG",
        "51, REVIEW",
        "80, REVIEW",
        "81, REJECT",
        "999, REJECT"
    })
    void a_score_has_its_band(int score, Decision expected) {
        RiskSettings settings = RiskSettings.SHIPPED.with("risk.score.new_device", Integer.toString(score));

        RiskAssessment assessment =
                RiskRules.assess(Subjects.with("new_device=true"), settings, Blacklist.EMPTY, List.of());

        assertThat(assessment.decision()).isEqualTo(expected);
    }

    @Test
    void the_severest_band_counts_where_bands_overlap() {
        RiskSettings settings = RiskSettings.SHIPPED.with("risk.band.reject", "5");

        assertThat(RiskRules.assess(Subjects.with("new_device=true"), settings, Blacklist.EMPTY, List.of())
                        .decision())
                .isEqualTo(Decision.REJECT);
    }

    @Test
    void a_band_from_nothing_takes_every_payment() {
        RiskSettings settings =
                RiskSettings.SHIPPED.with("risk.band.review", "0").with("risk.band.flag", "0");

        assertThat(RiskRules.assess(Subjects.plain(), settings, Blacklist.EMPTY, List.of()))
                .isEqualTo(new RiskAssessment(0, Decision.REVIEW, List.of(), List.of()));
    }

    @Test
    void a_band_from_nothing_counts_even_where_a_milder_one_begins_higher() {
        RiskSettings settings = RiskSettings.SHIPPED.with("risk.band.review", "0");

        assertThat(RiskRules.assess(Subjects.plain(), settings, Blacklist.EMPTY, List.of())
                        .decision())
                .isEqualTo(Decision.REVIEW);
    }

    @Test
    void operators_rules_are_told_by_name_after_ours_and_before_what_was_seen_across_merchants() throws Exception {
        List<OperatorRule> rules = List.of(
                OperatorRule.compile("big", "amount > 100", Action.REVIEW),
                OperatorRule.compile("never", "amount > 1000", Action.REJECT),
                OperatorRule.compile("night", "hour >= 12", Action.REJECT));

        RiskAssessment assessment = RiskRules.assess(
                Subjects.with("new_device=true cross_ip=true cross_device=true"),
                RiskSettings.SHIPPED,
                Blacklist.EMPTY,
                rules);

        assertThat(assessment)
                .isEqualTo(new RiskAssessment(
                        10 + 25 + 50 + 15 + 15,
                        Decision.REJECT,
                        List.of(
                                "new_device",
                                "rule:big",
                                "rule:night",
                                "frequent_ip_across_merchants",
                                "frequent_device_across_merchants"),
                        List.of()));
    }

    @Test
    void a_rule_that_fails_did_not_fire_and_says_so() throws Exception {
        List<OperatorRule> rules = List.of(
                OperatorRule.compile("broken", "amount / (per_ip - 1) > 5", Action.REJECT),
                OperatorRule.compile("wraps", "amount * 9223372036854775807 > 0", Action.REJECT),
                OperatorRule.compile("sound", "amount > 1", Action.REVIEW));

        RiskAssessment assessment = RiskRules.assess(Subjects.plain(), RiskSettings.SHIPPED, Blacklist.EMPTY, rules);

        assertThat(assessment.score()).isEqualTo(25);
        assertThat(assessment.reasons()).containsExactly("rule:sound");
        assertThat(assessment.notes()).hasSize(2);
        assertThat(assessment.notes().getFirst()).startsWith("rule:broken: ").contains("by zero");
        assertThat(assessment.notes().getLast()).startsWith("rule:wraps: ").contains("overflow");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "geo=false ip_country=-, true",
        "geo=false ip_country=- ip=-, false",
        "geo=false ip_country=- country=-, false",
        "geo=true ip_country=-, false",
    })
    void a_missing_database_is_told_where_it_would_have_been_asked(String told, boolean expected) {
        RiskAssessment assessment =
                RiskRules.assess(Subjects.with(told), RiskSettings.SHIPPED, Blacklist.EMPTY, List.of());

        assertThat(assessment.decision()).isEqualTo(Decision.ACCEPT);
        assertThat(assessment.notes()).isEqualTo(expected ? List.of("country_mismatch: no GeoIP database") : List.of());
    }

    @Test
    void a_payment_that_nothing_speaks_against_gets_the_one_answer_that_there_is() {
        RiskAssessment first = RiskRules.assess(Subjects.plain(), RiskSettings.SHIPPED, BLACKLIST, List.of());

        assertThat(RiskRules.assess(Subjects.with("amount=7"), RiskSettings.SHIPPED, BLACKLIST, List.of()))
                .isSameAs(first);
    }
}
