package dev.kassa.standalone.cli;

import dev.kassa.avro.LedgerCheckFact;
import dev.kassa.check.LedgerChecker;
import dev.kassa.filestore.FileStores;
import dev.kassa.port.FileStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether a check goes on from the checkpoint of the job's last one, and where that is. */
final class CheckpointOptions {
    @Option(
            names = "--incremental",
            description = "Proves what came since the job's last check; everything, and says why, where its checkpoint"
                    + " is missing, damaged, or not of this installation and log.")
    private boolean incremental;

    @Option(
            names = "--files",
            paramLabel = "FOLDER",
            description =
                    "Where the checkpoint is; else exports of the data folder, or the bucket that the environment names.")
    private @Nullable Path files;

    @Option(
            names = "--key-secret-file",
            paramLabel = "FILE",
            description = "The installation's secret; else that of the data folder.")
    private @Nullable Path secretFile;

    LedgerCheckFact check(LedgerChecker checker, Path dataFolder, long nowMs, LongConsumer progress)
            throws IOException, InterruptedException {
        if (!incremental) {
            return checker.whole(nowMs, progress);
        }
        Path folder = files == null ? dataFolder.resolve("exports") : files;
        try (FileStore store = FileStores.open(System.getenv(), folder)) {
            return checker.sinceCheckpoint(store, LedgerCommand.seal(dataFolder, secretFile), nowMs, progress);
        }
    }
}
