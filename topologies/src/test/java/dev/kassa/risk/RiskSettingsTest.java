package dev.kassa.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RiskSettingsTest {
    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "risk.score.blacklist, 100",
        "risk.score.amount, 20",
        "risk.score.frequent_ip, 15",
        "risk.score.frequent_device, 15",
        "risk.score.frequent_customer, 15",
        "risk.score.frequent_merchant, 15",
        "risk.score.new_device, 10",
        "risk.score.country_mismatch, 10",
        "risk.score.rule_reject, 50",
        "risk.score.rule_review, 25",
        "risk.score.across_merchants, 15",
        "risk.band.flag, 21",
        "risk.band.review, 51",
        "risk.band.reject, 81",
        "risk.amount.max, 10000",
        "risk.frequency.window_seconds, 60",
        "risk.frequency.ip_max, 20",
        "risk.frequency.device_max, 10",
        "risk.frequency.customer_max, 10",
        "risk.frequency.merchant_max, 6000",
        "risk.across.window_seconds, 60",
        "risk.across.ip_max, 30",
        "risk.across.device_max, 15",
        "risk.across.merchants_min, 2",
        "risk.review.expires_seconds, 86400",
    })
    void ships_with(String name, String value) {
        RiskSetting setting = RiskSetting.of(name).orElseThrow();

        assertThat(setting.text(RiskSettings.SHIPPED.value(setting))).isEqualTo(value);
    }

    @Test
    void a_change_leaves_the_rest_as_it_is() {
        RiskSettings changed = RiskSettings.SHIPPED.with("risk.amount.max", "250.0050");

        assertThat(changed.value(RiskSetting.AMOUNT_MAX)).isEqualTo(2_500_050);
        assertThat(changed.with("risk.amount.max", "10000.00")).isEqualTo(RiskSettings.SHIPPED);
        assertThat(RiskSettings.SHIPPED.value(RiskSetting.AMOUNT_MAX)).isEqualTo(100_000_000);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "risk.score.blacklist, 1001",
        "risk.score.blacklist, 1.5",
        "risk.score.blacklist, -1",
        "risk.score.blacklist, 1e3",
        "risk.score.blacklist, ''",
        "risk.score.blacklist, ' 1'",
        "risk.frequency.ip_max, 0",
        "risk.frequency.window_seconds, 2592001",
        "risk.across.merchants_min, 17",
        "risk.amount.max, 1.00005",
        "risk.amount.max, 10000000001",
        "risk.amount.max, 99999999999999999999999999",
    })
    void refuses_what_is_out_of_bounds_with_a_sentence(String name, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RiskSettings.SHIPPED.with(name, value))
                .withMessageMatching(name + " must be a .* from .* to .*");
    }

    @Test
    void refuses_a_setting_that_there_is_not() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RiskSettings.SHIPPED.with("risk.score.colour", "1"))
                .withMessage("no setting is called risk.score.colour");
    }

    @Test
    void has_a_value_for_each_setting() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RiskSettings(List.of(1L)));
    }

    @ParameterizedTest
    @EnumSource(RiskSetting.class)
    void each_can_be_written_and_read_back(RiskSetting setting) {
        assertThat(setting.parse(setting.text(setting.shipped()))).isEqualTo(setting.shipped());
        assertThat(RiskSetting.of(setting.setting())).contains(setting);
        assertThat(setting.sentence()).endsWith(".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"accept", "flag", "review", "reject"})
    void decisions_are_told_in_a_word(String word) {
        assertThat(Decision.valueOf(word.toUpperCase(Locale.ROOT)).word()).isEqualTo(word);
    }
}
