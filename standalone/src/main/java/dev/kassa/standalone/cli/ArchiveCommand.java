package dev.kassa.standalone.cli;

import dev.kassa.archive.ArchiveCheck;
import dev.kassa.archive.ArchiveJob;
import dev.kassa.avro.ArchiveFact;
import dev.kassa.avro.ArchiveStatus;
import dev.kassa.filestore.FileStores;
import dev.kassa.port.FileStore;
import dev.kassa.replay.LogReader;
import dev.kassa.schedule.job.FactOut;
import dev.kassa.schedule.job.KafkaFactOut;
import dev.kassa.schedule.job.LogFactScan;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.HttpSchemaRegistry;
import dev.kassa.schema.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code archive list | verify | restore}: exit status 1 where a file is not as it was written, or not known. */
@Command(
        name = "archive",
        description = "The archive of a Kassa that runs.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "list | verify | restore")
public final class ArchiveCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What the log tells of the archive. */
    private record Told(Codecs codecs, String bootstrap, List<ArchiveFact> files) {}

    private interface Use<R> {
        R with(Told told) throws IOException, InterruptedException;
    }

    private static <R> R told(LogOptions log, Use<R> use) throws IOException, InterruptedException {
        String bootstrap = log.bootstrapServers();
        try (HttpSchemaRegistry schemas = log.openRegistry()) {
            Codecs codecs = new Codecs(schemas);
            LogFactScan scan = new LogFactScan(
                    new LogReader(bootstrap, Map.copyOf(log.clientProperties())),
                    codecs,
                    log.partitionsOf(Topics.ARCHIVES.name(), bootstrap));
            List<ArchiveFact> files = ArchiveJob.told(scan).values().stream()
                    .sorted(Comparator.comparing(ArchiveFact::getName))
                    .toList();
            return use.with(new Told(codecs, bootstrap, files));
        }
    }

    @Command(name = "list", description = "Shows the files of the archive.", mixinStandardHelpOptions = true)
    int list(@Mixin LogOptions log) throws IOException, InterruptedException {
        return told(log, told -> {
            PrintWriter out = spec.commandLine().getOut();
            told.files.forEach(file -> out.println(line(file)));
            out.printf("%,d files, %,d rows%n", told.files.size(), rows(told.files));
            out.flush();
            return 0;
        });
    }

    private static String line(ArchiveFact file) {
        return "%-62s %-8s %,12d rows %,14d bytes, last changed before %s"
                .formatted(
                        file.getName(),
                        file.getStatus().name().toLowerCase(Locale.ROOT),
                        file.getRows(),
                        file.getBytes(),
                        Instant.ofEpochMilli(file.getBeforeMs()));
    }

    private static long rows(List<ArchiveFact> files) {
        return files.stream().mapToLong(ArchiveFact::getRows).sum();
    }

    @Command(
            name = "verify",
            description = {
                "Reads every file that is not restored, and compares it with what was written down of it.",
                "That is its SHA-256, its rows and its manifest."
            },
            mixinStandardHelpOptions = true)
    int verify(@Mixin LogOptions log, @Mixin PlaceOption place) throws IOException, InterruptedException {
        return told(log, told -> {
            PrintWriter out = spec.commandLine().getOut();
            int wrong = 0;
            int verified = 0;
            try (FileStore files = place.open(log)) {
                ArchiveCheck check = new ArchiveCheck(files);
                for (ArchiveFact file : told.files) {
                    if (file.getStatus() == ArchiveStatus.ARCHIVED) {
                        Optional<String> difference = check.difference(file);
                        out.println(file.getName() + ": " + difference.orElse("as it was written"));
                        verified++;
                        wrong += difference.isPresent() ? 1 : 0;
                    }
                }
            }
            out.printf("%,d files, %,d that are not as they were written%n", verified, wrong);
            out.flush();
            return wrong == 0 ? 0 : 1;
        });
    }

    @Command(
            name = "restore",
            description = {
                "Has the views put the rows of files back into their stores.",
                "Once kassa_archive_files_open is 0 in all of them, the files are not needed any more.",
                "The next run of the job archives what is old enough again."
            },
            mixinStandardHelpOptions = true)
    int restore(
            @Mixin LogOptions log,
            @Parameters(arity = "0..*", paramLabel = "NAME", description = "Files, as list shows them.") @Nullable
                    List<String> names,
            @Option(names = "--all", description = "All of them.") boolean all)
            throws IOException, InterruptedException {
        List<String> wanted = names == null ? List.of() : names;
        boolean named = !wanted.isEmpty();
        if (named == all) {
            throw new ParameterException(spec.commandLine(), "name the files to restore, or give --all");
        }
        return told(log, told -> {
            List<ArchiveFact> chosen = told.files.stream()
                    .filter(file -> all || wanted.contains(file.getName()))
                    .toList();
            if (named && chosen.size() < wanted.stream().distinct().count()) {
                List<String> known = chosen.stream().map(ArchiveFact::getName).toList();
                wanted.stream()
                        .filter(name -> !known.contains(name))
                        .forEach(name -> spec.commandLine()
                                .getErr()
                                .println("kassa: the archive has no file " + name
                                        + "; ./kassa archive list shows those it has."));
                return 1;
            }
            List<ArchiveFact> archived = chosen.stream()
                    .filter(file -> file.getStatus() == ArchiveStatus.ARCHIVED)
                    .toList();
            write(log, told, archived);
            PrintWriter out = spec.commandLine().getOut();
            out.printf("%,d files are restored by the views, %,d rows%n", archived.size(), rows(archived));
            out.flush();
            return 0;
        });
    }

    private static void write(LogOptions log, Told told, List<ArchiveFact> files)
            throws IOException, InterruptedException {
        Map<String, Object> clients = new HashMap<>(log.clientProperties());
        clients.put("bootstrap.servers", told.bootstrap);
        try (FactOut out = new KafkaFactOut(told.codecs, clients)) {
            for (ArchiveFact file : files) {
                file.setStatus(ArchiveStatus.RESTORED);
                file.setRestoredAtMs(System.currentTimeMillis());
                out.write(Topics.ARCHIVES, file.getPartition(), file.getName(), file);
            }
        }
    }

    /** Where the files are. */
    static final class PlaceOption {
        @Option(
                names = "--files",
                paramLabel = "FOLDER",
                description =
                        "Where the files are; else exports of the data folder, or the bucket that the environment names.")
        private @Nullable Path files;

        FileStore open(LogOptions log) throws IOException {
            return FileStores.open(
                    System.getenv(), files == null ? log.dataFolder().resolve("exports") : files);
        }
    }
}
