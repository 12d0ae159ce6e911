package dev.kassa.standalone.cli;

import dev.kassa.schema.Acls;
import dev.kassa.standalone.node.KafkaAcls;
import dev.kassa.standalone.node.SafeStart;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code acls}: what each process may do on Kafka, printed as commands of Kafka's own tool, or applied. */
@Command(
        name = "acls",
        description = {
            "Prints what each process may do on Kafka, as arguments of kafka-acls.sh, generated from the catalogue of topics.",
            "With --apply it is set on a Kafka that has an authorizer; what is there already stays."
        },
        mixinStandardHelpOptions = true)
public final class AclsCommand implements Callable<Integer> {
    @Option(
            names = "--principal-prefix",
            defaultValue = "User:",
            description =
                    "What stands before core, connectors, edge, topics, replay-check and views-rebuild; User:CN= for certificates"
                            + " (default ${DEFAULT-VALUE}).")
    private String principalPrefix = "User:";

    @Option(names = "--apply", description = "Sets them instead of printing them.")
    private boolean apply;

    @Option(
            names = "--kafka",
            defaultValue = "127.0.0.1:9092",
            description = "Bootstrap servers (default ${DEFAULT-VALUE}).")
    private String kafka = "";

    @Option(names = "--kafka-config", paramLabel = "FILE", description = "Properties of the client: who may set them.")
    private @Nullable Path kafkaConfig;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        List<AclBinding> acls = Acls.all(principalPrefix);
        PrintWriter out = spec.commandLine().getOut();
        if (apply) {
            KafkaAcls.apply(kafka, kafkaConfig == null ? Map.of() : SafeStart.kafkaConfig(kafkaConfig), acls);
            out.printf("%d permissions are set.%n", acls.size());
        } else {
            acls.forEach(acl -> out.println(arguments(acl)));
        }
        out.flush();
        return 0;
    }

    private static String arguments(AclBinding acl) {
        String resource =
                acl.pattern().resourceType().name().toLowerCase(Locale.ROOT).replace('_', '-');
        String pattern = acl.pattern().patternType() == PatternType.PREFIXED ? " --resource-pattern-type prefixed" : "";
        String operation = acl.entry().operation().name();
        return "kafka-acls.sh --add --allow-principal '%s' --operation %s --%s '%s'%s"
                .formatted(
                        acl.entry().principal(),
                        operation,
                        resource,
                        acl.pattern().name(),
                        pattern);
    }
}
