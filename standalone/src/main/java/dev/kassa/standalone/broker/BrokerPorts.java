package dev.kassa.standalone.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The two ports of a broker. A folder keeps its ports from start to start while they are free, as a broker that was
 * killed first looks for itself, to finish its transactions, where it used to be.
 */
record BrokerPorts(int clients, int controller) {
    private static final String FILE = "ports";

    static BrokerPorts of(Path folder, int preferredClients, int preferredController) {
        Path file = folder.resolve(FILE);
        try {
            List<String> former = Files.exists(file) ? Files.readAllLines(file) : List.of();
            BrokerPorts ports =
                    new BrokerPorts(choose(former, 0, preferredClients), choose(former, 1, preferredController));
            Files.write(file, List.of(Integer.toString(ports.clients), Integer.toString(ports.controller)));
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the broker's ports in " + file, e);
        }
    }

    private static int choose(List<String> former, int line, int preferred) {
        if (line < former.size() && former.get(line).matches("[1-9]\\d{0,4}")) {
            int port = Integer.parseInt(former.get(line));
            if (FreePorts.isFree(port)) {
                return port;
            }
        }
        return FreePorts.preferring(preferred);
    }
}
