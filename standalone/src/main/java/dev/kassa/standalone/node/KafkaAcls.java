package dev.kassa.standalone.node;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;

/** Sets permissions on a Kafka that has an authorizer. */
public final class KafkaAcls {
    private static final long ANSWER_SECONDS_MAX = 30;

    private KafkaAcls() {}

    /**
     * Sets what is not set yet; nothing is taken away.
     *
     * @throws StartException where Kafka does not answer, or does not take them
     */
    public static void apply(String bootstrapServers, Map<String, String> clientProperties, List<AclBinding> acls) {
        Map<String, Object> config = new HashMap<>(clientProperties);
        config.put("bootstrap.servers", bootstrapServers);
        try (Admin admin = Admin.create(config)) {
            admin.createAcls(acls).all().get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while permissions were set", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new StartException("the permissions could not be set: " + e.getMessage(), e);
        }
    }
}
