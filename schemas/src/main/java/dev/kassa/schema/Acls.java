package dev.kassa.schema;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What each process may do on Kafka, and nothing else: generated from the catalogues of topics and applications. Pure.
 *
 * <p>A process's principal is a prefix and its name: {@code User:core} where it signs in by name, {@code User:CN=core}
 * where it shows a certificate. The process {@code topics} only makes the topics; {@code replay-check} only reads;
 * {@code views-rebuild} says which views are read, and puts away what is left of others; {@code archive-restore} has rows of
 * the archive put back.
 */
public final class Acls {
    private static final String ANY_HOST = "*";

    private final String principalPrefix;
    private final Set<AclBinding> bindings = new LinkedHashSet<>();

    private Acls(String principalPrefix) {
        this.principalPrefix = principalPrefix;
    }

    /** Every permission of every process, those of a process together. */
    public static List<AclBinding> all(String principalPrefix) {
        Acls acls = new Acls(principalPrefix);
        Applications.all().forEach(acls::application);
        for (Topic<?> topic : Topics.all()) {
            acls.allow("topics", topic(topic), CREATE, DESCRIBE);
            acls.allow("replay-check", topic(topic), READ);
        }
        acls.rebuild(Applications.VIEWS, Topics.VIEW_GENERATIONS);
        acls.rebuild(Applications.TREND, Topics.TREND_GENERATIONS);
        acls.allow("archive-restore", topic(Topics.ARCHIVES), READ, WRITE);
        return new ArrayList<>(acls.bindings);
    }

    private void rebuild(Application rebuilt, Topic<?> generations) {
        String writer = generations.owner();
        rebuilt.reads().forEach(topic -> allow(writer, topic(topic), READ));
        allow(writer, topic(generations), WRITE);
        allow(writer, own(ResourceType.TOPIC, rebuilt), DELETE, DESCRIBE);
        allow(writer, own(ResourceType.GROUP, rebuilt), DELETE, DESCRIBE);
        allow(writer, new ResourcePattern(ResourceType.TRANSACTIONAL_ID, writer, PatternType.LITERAL), DESCRIBE, WRITE);
    }

    private void application(Application application) {
        String process = application.process();
        application.reads().forEach(topic -> allow(process, topic(topic), READ));
        application.writes().forEach(topic -> allow(process, topic(topic), WRITE));
        String group = application.group();
        if (group != null) {
            // The views' group names the layout of their rows too.
            PatternType pattern = application.streams() ? PatternType.PREFIXED : PatternType.LITERAL;
            allow(process, new ResourcePattern(ResourceType.GROUP, group, pattern), READ);
        }
        if (application.streams()) {
            allow(process, own(ResourceType.TOPIC, application), CREATE, DESCRIBE_CONFIGS, READ, WRITE);
        }
        if (application.transactions()) {
            allow(process, own(ResourceType.TRANSACTIONAL_ID, application), DESCRIBE, WRITE);
        }
    }

    private static ResourcePattern topic(Topic<?> topic) {
        return new ResourcePattern(ResourceType.TOPIC, topic.name(), PatternType.LITERAL);
    }

    /** What Kafka Streams names after the application: {@code core-…-changelog}, {@code core-…-1}. */
    private static ResourcePattern own(ResourceType type, Application application) {
        return new ResourcePattern(type, application.name() + "-", PatternType.PREFIXED);
    }

    private void allow(String process, ResourcePattern resource, AclOperation... operations) {
        for (AclOperation operation : operations) {
            bindings.add(new AclBinding(
                    resource,
                    new AccessControlEntry(principalPrefix + process, ANY_HOST, operation, AclPermissionType.ALLOW)));
        }
    }
}
