package dev.kassa.settlement.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.ReferenceFact;
import dev.kassa.avro.SettingBody;
import dev.kassa.reference.MoneySetting;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topics;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/** How long after its cut-off a business date is closed, from the table of reference data. */
final class Grace {
    /** The table's store; its keys are those of the topic. */
    static final String TABLE = "reference";

    private static final Bytes KEY = Bytes.wrap(("setting/" + MoneySetting.SETTLEMENT_GRACE.setting()).getBytes(UTF_8));

    private final KeyValueStore<Bytes, byte[]> table;
    private final AvroCodec<ReferenceFact> codec;

    Grace(ProcessorContext<?, ?> context, Codecs codecs) {
        this.table = context.getStateStore(TABLE);
        this.codec = codecs.of(Topics.REFERENCE);
    }

    /** In minutes, as it stands now. The core has found it valid before it accepted it. */
    int minutes() {
        MoneySetting setting = MoneySetting.SETTLEMENT_GRACE;
        byte[] stored = table.get(KEY);
        return stored != null && codec.decode(stored).getBody() instanceof SettingBody body
                ? Math.toIntExact(setting.form().parse(setting.setting(), body.getValue()))
                : Math.toIntExact(setting.shipped());
    }
}
