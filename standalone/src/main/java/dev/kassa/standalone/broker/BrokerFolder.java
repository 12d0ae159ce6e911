package dev.kassa.standalone.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/** The folder in which a broker keeps its data. */
final class BrokerFolder {
    private BrokerFolder() {}

    /**
     * Makes and formats it, where that was not done before.
     *
     * @param clusterId the same for every broker of a cluster
     */
    static void format(Path folder, int nodeId, String clusterId) {
        if (Files.exists(folder.resolve("meta.properties"))) {
            return;
        }
        try {
            Files.createDirectories(folder);
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(nodeId)
                    .setClusterId(clusterId)
                    .setDirectories(List.of(folder.toAbsolutePath().toString()))
                    .setMetadataLogDirectory(folder.toAbsolutePath().toString())
                    .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                    .setSupportedFeatures(List.of(Feature.PRODUCTION_FEATURES.toArray(new Feature[0])))
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setFeatureLevel("transaction.version", BrokerFeatures.TRANSACTION_VERSION)
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the broker's folder " + folder, e);
        } catch (Exception e) {
            throw new IllegalStateException("cannot format the broker's folder " + folder + ": " + e.getMessage(), e);
        }
    }
}
