package dev.kassa.settlement.window;

import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.stream.TopologyApproval;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SettlementTopologyTest {
    @Test
    void the_topology_is_the_approved_one() throws IOException {
        TopologyApproval.verify(
                "settlement",
                SettlementTopology.build(new Codecs(new InMemorySchemaRegistry()), new SettlementTally()));
    }
}
