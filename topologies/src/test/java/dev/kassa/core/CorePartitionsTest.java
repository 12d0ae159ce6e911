package dev.kassa.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kassa.avro.ApplyReference;
import dev.kassa.avro.ChangeReference;
import dev.kassa.avro.Command;
import dev.kassa.avro.ReferenceApplied;
import dev.kassa.avro.ReplyWhen;
import dev.kassa.avro.SettingBody;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;

/** Changes of reference data over three partitions: one decides, all others follow in its order. */
class CorePartitionsTest {
    private static final int PARTITIONS = 3;

    private final Codecs codecs = new Codecs(new InMemorySchemaRegistry());
    private final List<Core> cores = new ArrayList<>();
    private final List<Deque<byte[]>> told = new ArrayList<>();
    private final List<ReferenceApplied> applied = new ArrayList<>();
    private final long[] offsets = {100, 200, 300};

    CorePartitionsTest() {
        CoreSettings settings = new CoreSettings(PARTITIONS, Set.of("simulator"), "simulator", Duration.ofHours(24));
        for (int partition = 0; partition < PARTITIONS; partition++) {
            told.add(new ArrayDeque<>());
            cores.add(new Core(settings, codecs, MemoryStorage.empty(), new Room(), partition));
        }
    }

    @Test
    void a_change_reaches_every_partition_and_each_says_from_where_it_holds() {
        hand(0, new ChangeReference("setting", "risk.band.review", null, new SettingBody("60")));
        deliver();

        assertThat(applied)
                .extracting(ReferenceApplied::getPartition, ReferenceApplied::getVersion)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(0, 1L),
                        org.assertj.core.groups.Tuple.tuple(1, 1L),
                        org.assertj.core.groups.Tuple.tuple(2, 1L));
        assertThat(applied).extracting(ReferenceApplied::getCommandOffset).containsExactlyInAnyOrder(100L, 200L, 300L);
    }

    @Test
    void a_change_that_comes_twice_is_applied_once_and_one_that_skips_another_is_poison() {
        hand(0, new ChangeReference("setting", "risk.band.review", null, new SettingBody("60")));
        byte[] first = told.get(1).getFirst();
        deliver();
        handBytes(1, first);
        assertThat(applied).hasSize(PARTITIONS);

        hand(0, new ChangeReference("setting", "risk.band.review", null, new SettingBody("61")));
        told.get(1).clear();
        hand(0, new ChangeReference("setting", "risk.band.review", null, new SettingBody("62")));

        assertThatThrownBy(() -> handBytes(1, told.get(1).getFirst()))
                .isInstanceOf(PoisonedCommandException.class)
                .hasMessageContaining("change 3")
                .hasMessageContaining("after change 1");
    }

    @Test
    void no_other_partition_decides() {
        assertThatThrownBy(() -> hand(2, new ChangeReference("setting", "x", null, new SettingBody("1"))))
                .isInstanceOf(PoisonedCommandException.class);
        assertThatThrownBy(() -> hand(0, new ChangeReference("shoe", "x", null, new SettingBody("1"))))
                .isInstanceOf(PoisonedCommandException.class);
        hand(0, new ChangeReference("setting", "risk.band.review", null, new SettingBody("60")));
        byte[] toAnother = told.get(1).getFirst();
        assertThatThrownBy(() -> handBytes(0, toAnother)).isInstanceOf(PoisonedCommandException.class);
    }

    private void deliver() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (byte[] command = told.get(partition).poll();
                    command != null;
                    command = told.get(partition).poll()) {
                handBytes(partition, command);
            }
        }
    }

    private void hand(int partition, SpecificRecordBase body) {
        hand(partition, new Command("c", "r", null, ReplyWhen.CONCLUDED, "operator", null, null, body));
    }

    private void handBytes(int partition, byte[] command) {
        Command decoded = codecs.of(Topics.COMMANDS).decode(command);
        assertThat(decoded.getBody()).isInstanceOf(ApplyReference.class);
        hand(partition, decoded);
    }

    private void hand(int partition, Command command) {
        cores.get(partition).handle(command, new Moment(partition, offsets[partition]++, 1_700_000_000_000L));
    }

    private final class Room implements Outbox {
        @Override
        public void send(Topic<?> topic, String key, byte[] value) {
            if (topic == Topics.REFERENCE_APPLIED) {
                applied.add(codecs.of(Topics.REFERENCE_APPLIED).decode(value));
            }
        }

        @Override
        public void command(int partition, byte[] command) {
            told.get(partition).add(command);
        }
    }
}
