package dev.kassa.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kassa.port.ShippedSetting;
import dev.kassa.reference.MoneySetting;
import dev.kassa.reference.NumberForm;
import dev.kassa.risk.RiskSetting;
import dev.kassa.risk.RiskSettings;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShippedSettingsTest {
    @Test
    void each_setting_is_there_with_a_value_and_bounds_that_the_core_takes_and_nothing_changes_by_them() {
        assertThat(ShippedSettings.all())
                .extracting(ShippedSetting::id)
                .containsExactlyElementsOf(Stream.concat(
                                Stream.of(RiskSetting.values()).map(RiskSetting::setting),
                                Stream.of(MoneySetting.values()).map(MoneySetting::setting))
                        .toList());
        assertThat(ShippedSettings.all()).allSatisfy(setting -> {
            assertThat(RiskSettings.SHIPPED.with(setting.id(), setting.value())).isEqualTo(RiskSettings.SHIPPED);
            RiskSettings.SHIPPED.with(setting.id(), setting.min());
            RiskSettings.SHIPPED.with(setting.id(), setting.max());
            assertThat(setting.unit()).isNotBlank();
            assertThat(setting.sentence()).endsWith(".");
        });
    }

    @ParameterizedTest
    @EnumSource(MoneySetting.class)
    void each_number_that_money_goes_by_is_written_as_it_is_read(MoneySetting setting) {
        NumberForm form = setting.form();
        assertThat(form.parse("it", form.text(setting.shipped()))).isEqualTo(setting.shipped());
        assertThat(setting.shipped()).isBetween(form.min(), form.max());
        assertThatThrownBy(() -> form.parse("it", "-1")).hasMessageContaining("it must be a");
    }

    @Test
    void they_are_written_as_people_write_them() {
        assertThat(ShippedSettings.all())
                .contains(
                        new ShippedSetting(
                                "risk.amount.max",
                                "10000",
                                "major units",
                                "0",
                                "10000000000",
                                "The amount that is not yet noticed, in major units."),
                        new ShippedSetting(
                                "risk.band.review",
                                "51",
                                "points",
                                "0",
                                "1000",
                                "The score from which a person decides."));
    }
}
