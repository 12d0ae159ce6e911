package dev.kassa.core;

import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.stream.TopologyApproval;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CoreTopologyTest {
    @Test
    void the_topology_is_the_approved_one() throws IOException {
        TopologyApproval.verify(
                "core", CoreTopology.build(new Codecs(new InMemorySchemaRegistry()), CoreSettings.EMBEDDED));
    }
}
