package dev.kassa.velocity;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.ReferenceFact;
import dev.kassa.avro.SettingBody;
import dev.kassa.risk.RiskSetting;
import dev.kassa.risk.RiskSettings;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topics;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/** The settings that this application goes by, from the table of reference data. */
final class AcrossSettings {
    /** The table's store; its keys are those of the topic. */
    static final String TABLE = "reference";

    private static final List<RiskSetting> OURS = List.of(
            RiskSetting.ACROSS_WINDOW, RiskSetting.ACROSS_IP, RiskSetting.ACROSS_DEVICE, RiskSetting.ACROSS_MERCHANTS);

    private final KeyValueStore<Bytes, byte[]> table;
    private final AvroCodec<ReferenceFact> codec;

    AcrossSettings(ProcessorContext<?, ?> context, Codecs codecs) {
        this.table = context.getStateStore(TABLE);
        this.codec = codecs.of(Topics.REFERENCE);
    }

    /** As they stand now. The core has found them valid before it accepted them. */
    RiskSettings read() {
        RiskSettings settings = RiskSettings.SHIPPED;
        for (RiskSetting setting : OURS) {
            byte[] stored = table.get(Bytes.wrap(("setting/" + setting.setting()).getBytes(UTF_8)));
            if (stored != null && codec.decode(stored).getBody() instanceof SettingBody body) {
                settings = settings.with(setting.setting(), body.getValue());
            }
        }
        return settings;
    }
}
