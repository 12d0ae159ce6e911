package dev.kassa.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.reference.MoneySetting;
import dev.kassa.risk.RiskSetting;
import dev.kassa.standalone.e2e.Api.Answer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Settings of a running house: as Kassa ships with them, changed, and back. */
@ExtendWith(House.Shared.class)
class SettingsTest {
    /** One that no other test's payments come near. */
    private static final String ONE = "/v1/settings/risk.across.device_max";

    @Test
    void allAreListedAndAFirstChangeIsExpectedOfWhatIsShipped(House house) {
        Api operator = house.operator();
        List<String> listed = operator.get("/v1/settings")
                .json()
                .path("data")
                .valueStream()
                .map(setting -> setting.path("id").asString())
                .toList();
        assertThat(listed)
                .containsExactlyElementsOf(Stream.concat(
                                Stream.of(RiskSetting.values()).map(RiskSetting::setting),
                                Stream.of(MoneySetting.values()).map(MoneySetting::setting))
                        .sorted()
                        .toList());
        Answer shipped = operator.get(ONE);
        assertThat(shipped.header("ETag")).isEqualTo("\"0\"");
        assertThat(shipped.field("value")).isEqualTo("15");

        Answer changed = operator.change("PUT", ONE, "{\"value\": 1000}", "If-Match", "\"0\"");
        Answer late = operator.change("PUT", ONE, "{\"value\": 2000}", "If-Match", "\"0\"");

        assertThat(changed.status()).as(changed.text()).isEqualTo(201);
        assertThat(late.status()).as(late.text()).isEqualTo(412);
        assertThat(operator.get(ONE).text()).isEqualTo(changed.text());
        assertThat(changed.field("shipped_value")).isEqualTo("15");
        Answer back = operator.change("DELETE", ONE, "", "If-Match", String.valueOf(changed.header("ETag")));
        assertThat(back.status()).as(back.text()).isEqualTo(200);
        assertThat(back.text()).contains("\"removed\":true", "\"value\":\"15\"", "\"shipped\":true");
        assertThat(operator.get(ONE).text()).isEqualTo(shipped.text());
    }
}
