package dev.kassa.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.ReferenceFact;
import dev.kassa.avro.RiskRuleAction;
import dev.kassa.avro.RiskRuleBody;
import dev.kassa.avro.SettingBody;
import dev.kassa.risk.RiskSetting;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.schema.Topics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleHistoryTest {
    private static final List<ReferenceFact> CHANGES = new ArrayList<>();

    @BeforeAll
    static void changes() {
        // Making a codec is what lets Avro trust our classes.
        new Codecs(new InMemorySchemaRegistry()).of(Topics.REFERENCE);
        change(2, "risk-rule", "big", new RiskRuleBody("true", RiskRuleAction.REVIEW, true));
        change(3, "risk-rule", "small", new RiskRuleBody("true", RiskRuleAction.REJECT, true));
        change(4, "setting", "risk.score.rule_review", new SettingBody("30"));
        change(5, "risk-rule", "big", new RiskRuleBody("true", RiskRuleAction.REJECT, true));
        change(6, "setting", "risk.band.review", new SettingBody("60"));
        change(7, "risk-rule", "big", new RiskRuleBody("true", RiskRuleAction.REVIEW, false));
        change(8, "blacklist", "big", null);
        change(9, "risk-rule", "big", new RiskRuleBody("true", RiskRuleAction.REVIEW, true));
        change(10, "setting", "risk.score.rule_review", null);
        change(11, "risk-rule", "big", null);
        Collections.reverse(CHANGES);
    }

    private static void change(long version, String kind, String key, @Nullable Object body) {
        CHANGES.add(new ReferenceFact(kind, key, version, body, "operator", 1L, null, version));
    }

    @ParameterizedTest(name = "at {0} it added {1}, and a review was from {2} on")
    @CsvSource({
        " 0,  0, 51",
        " 1,  0, 51",
        " 2, 25, 51",
        " 3, 25, 51",
        " 4, 30, 51",
        " 5, 50, 51",
        " 6, 50, 60",
        " 7,  0, 60",
        " 8,  0, 60",
        " 9, 30, 60",
        "10, 25, 60",
        "11,  0, 60",
        "99,  0, 60",
    })
    void a_payment_is_judged_by_what_held_under_its_version(long version, int points, long reviewFrom) {
        RuleHistory.Moment then = new RuleHistory("big", CHANGES).at(version);

        assertThat(then.points()).isEqualTo(points);
        assertThat(then.settings().value(RiskSetting.BAND_REVIEW)).isEqualTo(reviewFrom);
    }
}
