package dev.kassa.bench.cluster;

/**
 * How many processes of each kind.
 *
 * @param views and as many of the trends
 * @param brokers 1, with the schema registry in its process; or 3, with the registry in one of its own
 */
public record Size(int brokers, int cores, int velocities, int views, int edges, int connectors) {
    /** One of each. */
    public static final Size SINGLE = new Size(1, 1, 1, 1, 1, 1);

    /** Of all one, but for two instances of the views, which keep copies for each other. */
    public static final Size TWO_VIEWS = new Size(1, 1, 1, 2, 1, 1);

    /** As an installation that may claim durability. */
    public static final Size CLUSTER = new Size(3, 2, 2, 2, 2, 1);

    public Size {
        if (brokers != 1 && brokers != 3) {
            throw new IllegalArgumentException("brokers are one or three: " + brokers);
        }
        if (cores < 1 || velocities < 1 || views < 1 || edges < 1 || connectors < 1) {
            throw new IllegalArgumentException("at least one of each is needed");
        }
    }

    boolean isCluster() {
        return brokers > 1;
    }

    /** Copies that others keep of a store, where there are others. */
    int standbys() {
        return cores > 1 || views > 1 ? 1 : 0;
    }
}
