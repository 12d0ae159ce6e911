package dev.kassa.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.LedgerCheckFact;
import dev.kassa.check.CheckSeal;
import dev.kassa.check.LedgerChecker;
import dev.kassa.check.LogLedgerSource;
import dev.kassa.replay.LogReader;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.HttpSchemaRegistry;
import dev.kassa.schema.Topics;
import dev.kassa.standalone.node.LedgerSeal;
import dev.kassa.standalone.node.SafeStart;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ledger check | verify}: exit status 0 where the ledger holds, or the checks are ours and found nothing; else 1. */
@Command(
        name = "ledger",
        description = "The ledger of a Kassa that runs.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "check | verify")
public final class LedgerCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "check",
            description = {
                "Proves the whole ledger, now and here, from its first entry. Believes no checkpoint and writes nothing.",
                "./kassa jobs run ledger-check does the same as each night, with a signed result and a new checkpoint."
            },
            mixinStandardHelpOptions = true)
    int check(@Mixin LogOptions log, @Mixin CheckpointOptions checkpoint) throws IOException, InterruptedException {
        String bootstrap = log.bootstrapServers();
        PrintWriter err = spec.commandLine().getErr();
        try (HttpSchemaRegistry schemas = log.openRegistry()) {
            LedgerChecker checker = new LedgerChecker(new LogLedgerSource(
                    reader(log, bootstrap), new Codecs(schemas), log.partitionsOf(Topics.JOURNAL.name(), bootstrap)));
            long startedAtMs = System.currentTimeMillis();
            LedgerCheckFact fact = checkpoint.check(checker, log.dataFolder(), startedAtMs, entries -> {
                err.printf("\r%,d entries read", entries);
                err.flush();
            });
            err.print("\r");
            err.flush();
            PrintWriter out = spec.commandLine().getOut();
            out.print(LedgerText.table(fact));
            out.println(LedgerText.sum(fact, System.currentTimeMillis() - startedAtMs));
            out.flush();
            return fact.getViolationsTotal() == 0 ? 0 : 1;
        }
    }

    @Command(
            name = "verify",
            description = "Shows what the checks came to, and that each is as this installation signed it.",
            mixinStandardHelpOptions = true)
    int verify(
            @Mixin LogOptions log,
            @Option(
                            names = "--key-secret-file",
                            paramLabel = "FILE",
                            description = "The installation's secret; else that of the data folder.")
                    @Nullable
                    Path secretFile) {
        CheckSeal seal = seal(log.dataFolder(), secretFile);
        PrintWriter out = spec.commandLine().getOut();
        int wrong = 0;
        Map<String, LedgerCheckFact> checks = checks(log);
        for (Map.Entry<String, LedgerCheckFact> each : checks.entrySet()) {
            LedgerCheckFact fact = each.getValue();
            boolean signed = seal.isSigned(fact) && each.getKey().equals(fact.getId());
            wrong += signed && fact.getViolations() == 0 ? 0 : 1;
            out.println(LedgerText.line(fact, signed));
        }
        out.printf("%,d checks, %,d that are not signed or found violations%n", checks.size(), wrong);
        out.flush();
        return wrong == 0 ? 0 : 1;
    }

    static CheckSeal seal(Path dataFolder, @Nullable Path secretFile) {
        return LedgerSeal.of(SafeStart.keyHash(secretFile == null ? dataFolder.resolve("keys.secret") : secretFile));
    }

    /** The last word of each check, by the key of its record. */
    private static Map<String, LedgerCheckFact> checks(LogOptions log) {
        String bootstrap = log.bootstrapServers();
        Map<String, LedgerCheckFact> checks = new LinkedHashMap<>();
        try (HttpSchemaRegistry schemas = log.openRegistry();
                LogReader.Records records =
                        reader(log, bootstrap).open(new TopicPartition(Topics.LEDGER_CHECKS.name(), 0))) {
            AvroCodec<LedgerCheckFact> codec = new Codecs(schemas).of(Topics.LEDGER_CHECKS);
            while (records.hasNext()) {
                ConsumerRecord<byte[], byte[]> read = records.next();
                String key = read.key() == null ? "" : new String(read.key(), UTF_8);
                if (read.value() != null) {
                    checks.put(key, decoded(codec, read, key));
                }
            }
        }
        return checks;
    }

    private static LedgerCheckFact decoded(
            AvroCodec<LedgerCheckFact> codec, ConsumerRecord<byte[], byte[]> read, String key) {
        try {
            return codec.decode(read.value());
        } catch (SerializationException e) {
            // Whatever it is, it is not ours: no signature fits it.
            return LedgerChecker.unreadable(key);
        }
    }

    private static LogReader reader(LogOptions log, String bootstrap) {
        return new LogReader(bootstrap, Map.copyOf(log.clientProperties()));
    }
}
