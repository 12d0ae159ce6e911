package dev.kassa.core;

import dev.kassa.port.ShippedSetting;
import dev.kassa.reference.MoneySetting;
import dev.kassa.reference.NumberForm;
import dev.kassa.risk.RiskSetting;
import java.util.List;
import java.util.stream.Stream;

/** The settings that the core judges by, for whoever shows them to people. */
public final class ShippedSettings {
    private ShippedSettings() {}

    /** Each setting that there is. */
    public static List<ShippedSetting> all() {
        return Stream.concat(
                        Stream.of(RiskSetting.values()).map(ShippedSettings::shipped),
                        Stream.of(MoneySetting.values()).map(ShippedSettings::shipped))
                .toList();
    }

    private static ShippedSetting shipped(MoneySetting setting) {
        NumberForm form = setting.form();
        return new ShippedSetting(
                setting.setting(),
                form.text(setting.shipped()),
                form.unit(),
                form.text(form.min()),
                form.text(form.max()),
                setting.sentence());
    }

    private static ShippedSetting shipped(RiskSetting setting) {
        RiskSetting.Type type = setting.type();
        return new ShippedSetting(
                setting.setting(),
                setting.text(setting.shipped()),
                type.unit(),
                setting.text(type.min()),
                setting.text(type.max()),
                setting.sentence());
    }
}
