package dev.kassa.standalone.cli;

import dev.kassa.replay.LogReader;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.HttpSchemaRegistry;
import dev.kassa.schema.Topics;
import dev.kassa.standalone.audit.AuditVerification;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code audit verify}: exit status 0 where the audit log is whole, 1 where something in it was touched. */
@Command(
        name = "audit",
        description = "The audit log of a Kassa that runs.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "verify")
public final class AuditCommand {
    private static final int STEP = 1_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "verify",
            description = "Follows every chain of hashes; exit status 1 where a record was altered, removed or put in.",
            mixinStandardHelpOptions = true)
    int verify(@Mixin LogOptions log) {
        String bootstrap = log.bootstrapServers();
        PrintWriter err = spec.commandLine().getErr();
        try (HttpSchemaRegistry schemas = log.openRegistry()) {
            AuditVerification verification = new AuditVerification(
                    new LogReader(bootstrap, Map.copyOf(log.clientProperties())),
                    new Codecs(schemas),
                    log.partitionsOf(Topics.COMMANDS.name(), bootstrap));
            AuditVerification.Result result = verification.run(read -> {
                if (read % STEP == 0) {
                    err.printf("\r%,d records read", read);
                    err.flush();
                }
            });
            err.print("\r");
            err.flush();
            tell(result);
            return result.isWhole() ? 0 : 1;
        }
    }

    private void tell(AuditVerification.Result result) {
        PrintWriter out = spec.commandLine().getOut();
        result.problems().forEach(out::println);
        out.printf(
                "%,d audit records in %,d chains (%,d without an end: running, or killed): %s%n",
                result.records(), result.chains(), result.openChains(), result.isWhole() ? "whole" : "NOT whole");
        if (result.lost() > 0) {
            out.printf("%,d records could not be written while the log was away%n", result.lost());
        }
        result.unauditedShown().forEach(out::println);
        out.printf("%,d commands of callers unaudited%n", result.unaudited());
        out.flush();
    }
}
