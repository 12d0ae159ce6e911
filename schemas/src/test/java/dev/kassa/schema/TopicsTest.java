package dev.kassa.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class TopicsTest {
    private static final Path PAGE = Path.of("..", "docs", "topics.md");

    @Test
    void areStampedByTheBrokerSoThatNoWriterCanBendTime() {
        assertThat(Topics.toCreate(4, (short) 1))
                .allSatisfy(
                        topic -> assertThat(topic.configs()).containsEntry("message.timestamp.type", "LogAppendTime"));
    }

    @Test
    void areKeptAsTheCatalogueSays() {
        assertThat(Topics.COMMANDS.config()).containsEntry("retention.ms", "-1");
        assertThat(Topics.JOURNAL.config()).containsEntry("retention.ms", "-1");
        assertThat(Topics.REPLIES.config()).containsEntry("retention.ms", "3600000");
        assertThat(Topics.USED_SIGNATURES.config())
                .as("what is over leaves soon: Kafka lets go of whole segments only")
                .containsEntry("retention.ms", "900000")
                .containsEntry("segment.ms", "900000");
        assertThat(Topics.MERCHANTS.config())
                .containsEntry("cleanup.policy", "compact")
                .doesNotContainKey("retention.ms");
    }

    @Test
    void areCreatedWithOneCountOfPartitionsButThoseWithOneOrderAmongAll() {
        assertThat(Topics.toCreate(7, (short) 3))
                .filteredOn(topic -> !List.of(
                                "audit",
                                "job-commands",
                                "jobs",
                                "job-runs",
                                "notices",
                                "ledger-checks",
                                "view-generations",
                                "trend-generations")
                        .contains(topic.name()))
                .extracting(NewTopic::numPartitions, NewTopic::replicationFactor)
                .containsOnly(tuple(7, (short) 3));
        assertThat(Topics.toCreate(7, (short) 3))
                .filteredOn(topic -> topic.name().equals("audit"))
                .extracting(NewTopic::numPartitions, NewTopic::replicationFactor)
                .containsExactly(tuple(1, (short) 3));
        assertThat(Topics.all()).extracting(Topic::name).doesNotHaveDuplicates();
    }

    @Test
    void areReadByAnApplicationThatIsInTheCatalogue() {
        assertThat(Topics.all().stream()
                        .filter(topic -> Applications.readersOf(topic).isEmpty())
                        .map(Topic::name))
                .as(
                        "dead letters are for people, and statistics for whoever adds them up; for any other topic say in Applications who reads it")
                .containsExactly("daily-statistics", "dead-letters");
    }

    /** Writes the page instead, when run with {@code -Dapprove=true}. */
    @Test
    void areDocumentedAsTheyAre() throws IOException {
        if (Boolean.getBoolean("approve")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, TopicsPage.markdown());
        }

        assertThat(PAGE)
                .as(
                        "docs/topics.md is generated: mvn -pl schemas test -Dtest=TopicsTest -Dapprove=true, and look at the diff")
                .hasContent(TopicsPage.markdown());
    }
}
