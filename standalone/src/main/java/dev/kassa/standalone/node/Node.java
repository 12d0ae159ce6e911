package dev.kassa.standalone.node;

import dev.kassa.standalone.node.RunningParts.Rank;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * All of Kassa in this process, on one data folder. Thread-safe; {@link #close} is idempotent.
 */
public final class Node implements AutoCloseable {
    private final RunningParts parts = new RunningParts();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Map<String, String> endpoints;
    private final DataFolder folder;

    private Node(DataFolder folder, NodeSettings settings) {
        this.folder = folder;
        parts.add(Rank.FOLDER, folder);
        try {
            endpoints = new NodeStart(folder, settings, parts, ended::countDown).run();
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /**
     * Starts everything and returns when a payment could be made.
     *
     * @param folder is closed with the node, also where the start fails
     * @throws StartException where a person can mend it: a port that is taken, a folder that cannot be used
     */
    public static Node start(DataFolder folder, NodeSettings settings) {
        return new Node(folder, settings);
    }

    /** Where the HTTP API is. */
    public URI edge() {
        return endpoint("edge");
    }

    /** Where a part listens: {@code edge}, {@code simulator}, {@code bank} or {@code registry}. */
    public URI endpoint(String part) {
        String address = endpoints.get(part);
        if (address == null) {
            throw new IllegalArgumentException("no part of a node is called " + part);
        }
        return URI.create(address);
    }

    /** Where the parts listen, by name, as {@code endpoints.properties} has it. */
    public Map<String, String> endpoints() {
        return endpoints;
    }

    public String operatorKey() {
        return folder.operatorKey();
    }

    /** Waits until an application has given up for good: then nothing but a restart helps. */
    public void awaitDeath() throws InterruptedException {
        ended.await();
    }

    /** Stops, in the order in which work flows: the edge lets nobody in and finishes, then the others, last the broker. */
    @Override
    public void close() {
        parts.close();
    }
}
