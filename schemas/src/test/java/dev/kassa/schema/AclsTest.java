package dev.kassa.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class AclsTest {
    private final List<AclBinding> acls = Acls.all("User:CN=");

    private List<String> topics(String process, AclOperation operation) {
        return acls.stream()
                .filter(acl -> acl.entry().principal().equals("User:CN=" + process))
                .filter(acl -> acl.entry().operation() == operation)
                .filter(acl -> acl.pattern().resourceType() == ResourceType.TOPIC)
                .filter(acl -> acl.pattern().patternType() == PatternType.LITERAL)
                .map(acl -> acl.pattern().name())
                .toList();
    }

    @Test
    void onlyTheCoreWritesTheLedger() {
        assertThat(topics("core", AclOperation.WRITE)).contains("journal", "payments", "replies", "merchants");
        assertThat(topics("edge", AclOperation.WRITE)).contains("commands").doesNotContain("journal", "payments");
        assertThat(topics("edge", AclOperation.WRITE)).contains("key-usage", "used-signatures");
        assertThat(topics("connectors", AclOperation.WRITE)).containsExactlyInAnyOrder("commands", "dead-letters");
    }

    @Test
    void aProcessReadsWhatItsApplicationsRead() {
        assertThat(topics("edge", AclOperation.READ))
                .contains("replies", "merchants", "journal", "key-usage", "used-signatures");
        assertThat(topics("connectors", AclOperation.READ)).containsExactly("channel-commands", "bank-commands");
        assertThat(topics("core", AclOperation.READ)).contains("commands").doesNotContain("replies");
    }

    @Test
    void transactionsAreForWhoWritesInThem() {
        assertThat(acls)
                .filteredOn(acl -> acl.pattern().resourceType() == ResourceType.TRANSACTIONAL_ID)
                .extracting(acl -> acl.entry().principal())
                .containsOnly(
                        "User:CN=core",
                        "User:CN=velocity",
                        "User:CN=exports",
                        "User:CN=settlement",
                        "User:CN=trend",
                        "User:CN=edge",
                        "User:CN=schedule",
                        "User:CN=views-rebuild",
                        "User:CN=trends-rebuild");
    }

    @Test
    void nobodyMayDoAnythingToTheCluster() {
        assertThat(acls).extracting(acl -> acl.pattern().resourceType()).doesNotContain(ResourceType.CLUSTER);
    }
}
