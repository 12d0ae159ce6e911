package dev.kassa.velocity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits is lost in a crash, what was committed is not; and the facts since the commit come again. */
final class AttributeSplitterTest {
    private static final int FACTS = 5_000;

    /** As where payments come so fast that a record is full before it is time. */
    private static final int NEVER = 1_000_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void each_sighting_is_laid_once_and_in_order_however_often_it_crashes_or_moves(long seed) {
        Random random = new Random(seed);
        SampleFacts facts = new SampleFacts(random);
        TreeMap<Long, byte[]> log = facts.log(FACTS);
        SplitterLife life = new SplitterLife(log, random, folder);
        int betweenLayings = seed % 3 == 0 ? NEVER : 2 + random.nextInt(600);

        while (life.works()) {
            if (random.nextInt(betweenLayings) == 0) {
                life.timePasses();
            }
            if (random.nextInt(100) == 0) {
                life.commits();
            }
            if (random.nextInt(300) == 0) {
                life.crashes();
            }
            if (random.nextInt(500) == 0) {
                life.commits();
                life.crashes();
            }
        }
        life.timePasses();
        life.commits();

        assertThat(life.deadLetters()).isEqualTo(facts.unreadable());
        assertThat(life.laid()).isEqualTo(byPartition(facts.sightings()));
    }

    private static List<List<String>> byPartition(List<String> sightings) {
        List<List<String>> partitions = new ArrayList<>();
        for (int partition = 0; partition < SplitterLife.COUNTING; partition++) {
            partitions.add(new ArrayList<>());
        }
        for (String sighting : sightings) {
            String attribute = sighting.substring(0, sighting.indexOf(' '));
            partitions.get(partition(attribute.getBytes(UTF_8))).add(sighting);
        }
        return partitions;
    }

    /** As Kafka's producer places a key. */
    static int partition(byte[] key) {
        return Utils.toPositive(Utils.murmur2(key)) % SplitterLife.COUNTING;
    }
}
