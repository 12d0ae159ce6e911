package dev.kassa.standalone.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The two ports of a broker, kept in its folder from start to start while they are free.
 *
 * <p>A broker that was killed finishes its transactions by writing to where its own metadata says it was. Were that
 * another program's port by now, another Kassa's even, those transactions would never end: so after a crash the port
 * for clients has to be the same.
 */
record BrokerPorts(int clients, int controller) {
    private static final String FILE = "ports";
    private static final String CLEAN_STOP_MARK = ".kafka_cleanshutdown";

    /** @throws PortTakenException where the folder was left by a crash and its port is taken now */
    static BrokerPorts of(Path folder, int preferredClients, int preferredController) {
        Path file = folder.resolve(FILE);
        try {
            List<String> former = Files.exists(file) ? Files.readAllLines(file) : List.of("0", "0");
            int formerClients = Integer.parseInt(former.getFirst());
            int formerController = Integer.parseInt(former.getLast());
            boolean crashed = formerClients != 0 && !Files.exists(folder.resolve(CLEAN_STOP_MARK));
            if (crashed && !FreePorts.isFree(formerClients)) {
                throw new PortTakenException(("port %d is taken: the broker of %s was killed while it listened there,"
                                + " and must listen there again to finish what was under way.")
                        .formatted(formerClients, folder));
            }
            BrokerPorts ports = new BrokerPorts(
                    former(formerClients, preferredClients), former(formerController, preferredController));
            Files.write(file, List.of(Integer.toString(ports.clients), Integer.toString(ports.controller)));
            return ports;
        } catch (IOException | NumberFormatException e) {
            throw new IllegalStateException("cannot keep the broker's ports in " + file + ": " + e.getMessage(), e);
        }
    }

    private static int former(int former, int preferred) {
        return former != 0 && FreePorts.isFree(former) ? former : FreePorts.preferring(preferred);
    }
}
