package dev.kassa.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.streams.Topology;

/**
 * Holds a topology to its approved description in {@code docs/topologies}, so that a change of topology is seen as a diff.
 * Run the test with {@code -Dapprove=true} to write the description anew, and look at what changed before committing it.
 */
public final class TopologyApproval {
    private static final Path APPROVED = Path.of("..", "docs", "topologies");

    private TopologyApproval() {}

    /** Compares a topology with {@code docs/topologies/<application>.txt}. */
    public static void verify(String application, Topology topology) throws IOException {
        Path approved = APPROVED.resolve(application + ".txt");
        String description = topology.describe().toString();
        if (Boolean.getBoolean("approve")) {
            Files.createDirectories(APPROVED);
            Files.writeString(approved, description);
        }
        assertThat(approved).as("run with -Dapprove=true to approve it").exists();
        assertThat(description).isEqualTo(Files.readString(approved));
    }
}
