package dev.kassa.standalone.broker;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One broker of a cluster on this machine, each of which is a controller too.
 *
 * @param nodeId from 1
 * @param port for clients
 * @param controllerPorts of all of them, by node id
 */
public record ClusterMember(int nodeId, int port, List<Integer> controllerPorts) {
    public ClusterMember {
        controllerPorts = List.copyOf(controllerPorts);
        if (nodeId < 1 || nodeId > controllerPorts.size()) {
            throw new IllegalArgumentException("a node id is 1 to " + controllerPorts.size() + ": " + nodeId);
        }
    }

    int controllerPort() {
        return controllerPorts.get(nodeId - 1);
    }

    /** Static voters, as {@code controller.quorum.voters} has them. */
    String voters(String host) {
        return IntStream.rangeClosed(1, controllerPorts.size())
                .mapToObj(node -> "%d@%s:%d".formatted(node, host, controllerPorts.get(node - 1)))
                .collect(Collectors.joining(","));
    }
}
